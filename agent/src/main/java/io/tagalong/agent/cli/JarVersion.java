package io.tagalong.agent.cli;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * The version in the manifest of the agent's jar. Its own class loader defines no packages, and so
 * they have none.
 */
final class JarVersion {
  private JarVersion() {}

  /** The version; {@code development} outside a jar. */
  static String get() throws IOException {
    URL location = JarVersion.class.getProtectionDomain().getCodeSource().getLocation();
    File file = file(location);
    if (!file.isFile()) {
      return "development";
    }
    try (JarFile jar = new JarFile(file)) {
      return jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    }
  }

  private static File file(URL location) throws IOException {
    try {
      return new File(location.toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the agent's jar has no usable address: " + location, e);
    }
  }
}
