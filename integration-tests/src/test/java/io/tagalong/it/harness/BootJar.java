package io.tagalong.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;

/** The applications of {@code io.tagalong.it.app} as Spring Boot packs them: a jar in a jar. */
public final class BootJar {
  private BootJar() {}

  public static Path writeInto(Path folder, String mainClass) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(
        Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
    attributes.putValue("Start-Class", mainClass);
    attributes.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
    attributes.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
    Path file = folder.resolve("boot.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      copyLoader(jar);
      jar.putNextEntry(new JarEntry("BOOT-INF/classes/"));
      store(ApplicationJar.writeInto(folder), "BOOT-INF/lib/applications-1.2.3.jar", jar);
    }
    return file;
  }

  private static void copyLoader(JarOutputStream to) throws IOException {
    try (JarFile loader = new JarFile(Artifacts.springBootLoader().toFile())) {
      for (Enumeration<JarEntry> entries = loader.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (!entry.getName().startsWith("META-INF/")) {
          to.putNextEntry(new JarEntry(entry.getName()));
          try (InputStream in = loader.getInputStream(entry)) {
            in.transferTo(to);
          }
        }
      }
    }
  }

  /** Not compressed, since the loader reads classes out of it where it lies. */
  private static void store(Path jar, String name, JarOutputStream to) throws IOException {
    byte[] bytes = Files.readAllBytes(jar);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    JarEntry entry = new JarEntry(name);
    entry.setMethod(JarEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    to.putNextEntry(entry);
    to.write(bytes);
  }
}
