package io.tagalong.agent.cli;

import java.io.IOException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;

/** A class file of a class path. */
final class ClassFile {
  /** Gives the bytes of a file. */
  interface Content {
    byte[] read() throws IOException;
  }

  private final Content content;
  private final ProtectionDomain origin;

  ClassFile(Content content, ProtectionDomain origin) {
    this.content = content;
    this.origin = origin;
  }

  /** What classes from this jar or folder say of where they are from. */
  static ProtectionDomain origin(URL location) {
    return new ProtectionDomain(new CodeSource(location, (Certificate[]) null), null);
  }

  byte[] read() throws IOException {
    return content.read();
  }

  ProtectionDomain origin() {
    return origin;
  }
}
