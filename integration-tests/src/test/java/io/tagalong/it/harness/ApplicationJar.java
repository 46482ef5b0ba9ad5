package io.tagalong.it.harness;

import io.tagalong.it.app.IdleAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The applications of {@code io.tagalong.it.app} in a jar, for what a folder cannot do: a JVM
 * archives classes from jars alone, and loads agents from nothing else. As an agent it is {@link
 * IdleAgent}.
 */
public final class ApplicationJar {
  private ApplicationJar() {}

  public static Path writeInto(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", IdleAgent.class.getName());
    Path file = folder.resolve("applications.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      for (Path classFile : classFiles()) {
        Path name = Artifacts.applications().relativize(classFile);
        jar.putNextEntry(new JarEntry(name.toString().replace('\\', '/')));
        Files.copy(classFile, jar);
      }
    }
    return file;
  }

  private static List<Path> classFiles() throws IOException {
    Path folder = Artifacts.applications().resolve("io/tagalong/it/app");
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
