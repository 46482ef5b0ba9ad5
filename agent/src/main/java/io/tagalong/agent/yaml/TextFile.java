package io.tagalong.agent.yaml;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The text of a user's file. Read by {@code java.io} alone: the application may not have chosen its
 * file systems yet.
 */
public final class TextFile {
  private TextFile() {}

  /**
   * Reads a file.
   *
   * @throws IOException when it cannot be read, or is not UTF-8
   */
  public static String read(File file) throws IOException {
    byte[] bytes;
    try (InputStream in = new FileInputStream(file)) {
      bytes = in.readAllBytes();
    }
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    if (StandardCharsets.UTF_8.newDecoder().decode(rest, text, true).isError()) {
      int line = 1;
      for (int i = 0; i < rest.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new IOException("line " + line + " is not UTF-8; save the file as UTF-8");
    }
    return text.flip().toString();
  }
}
