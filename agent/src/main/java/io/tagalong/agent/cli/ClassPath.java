package io.tagalong.agent.cli;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class files of a class path: of jars and folders, and of what a Spring Boot jar or a web
 * application's archive has inside. Of two classes of one name the first counts.
 */
final class ClassPath implements Closeable {
  /** Where the classes of an application are in its archive. */
  private static final List<String> CLASSES = List.of("BOOT-INF/classes/", "WEB-INF/classes/");

  /** Where its libraries are. */
  private static final List<String> LIBRARIES = List.of("BOOT-INF/lib/", "WEB-INF/lib/");

  private static final String ENDING = ".class";

  private final Map<String, ClassFile> files = new LinkedHashMap<>();
  private final List<JarFile> jars = new ArrayList<>();
  private final List<Path> unpacked = new ArrayList<>();

  private ClassPath() {}

  /**
   * Opens a class path.
   *
   * @param text jars and folders, separated as in the JVM's own; {@code lib/*} is all jars of a
   *     folder
   * @throws IOException when one of them is not there, or is no jar; the message names it
   */
  static ClassPath open(String text) throws IOException {
    ClassPath classPath = new ClassPath();
    try {
      for (String entry : text.split(File.pathSeparator, -1)) {
        if (entry.equals("*") || entry.endsWith(File.separator + "*")) {
          classPath.addJarsOf(Path.of(entry.substring(0, entry.length() - 1)));
        } else if (!entry.isEmpty()) {
          classPath.add(Path.of(entry));
        }
      }
      return classPath;
    } catch (IOException | RuntimeException e) {
      classPath.close();
      throw e;
    }
  }

  /** The class files, by their names: {@code com/example/Shop.class}. */
  Map<String, ClassFile> files() {
    return Collections.unmodifiableMap(files);
  }

  private void add(Path path) throws IOException {
    URL location = path.toUri().toURL();
    if (Files.isDirectory(path)) {
      addFolder(path, ClassFile.origin(location));
    } else if (Files.isRegularFile(path)) {
      addJar(path, path.toString(), location);
    } else {
      throw new NoSuchFileException(path.toString());
    }
  }

  private void addJarsOf(Path folder) throws IOException {
    List<Path> jars;
    try (Stream<Path> all = Files.list(folder)) {
      jars = all.filter(file -> isJar(file.toString())).sorted().collect(Collectors.toList());
    }
    for (Path jar : jars) {
      add(jar);
    }
  }

  private static boolean isJar(String name) {
    return name.endsWith(".jar") || name.endsWith(".JAR");
  }

  private void addFolder(Path folder, ProtectionDomain origin) throws IOException {
    List<Path> found;
    try (Stream<Path> all = Files.walk(folder)) {
      found = all.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
    }
    for (Path file : found) {
      String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
      add(name, () -> Files.readAllBytes(file), origin);
    }
  }

  /**
   * @param location as an application would say it that is started from the archive
   */
  private void addJar(Path path, String name, URL location) throws IOException {
    JarFile jar;
    try {
      jar = new JarFile(path.toFile());
    } catch (IOException e) {
      throw new IOException(name + " (" + e.getMessage() + ")", e);
    }
    jars.add(jar);
    ProtectionDomain origin = ClassFile.origin(location);
    for (JarEntry entry : Collections.list(jar.entries())) {
      String file = entry.getName();
      if (file.endsWith(".jar") && LIBRARIES.stream().anyMatch(file::startsWith)) {
        URL nested = new URL("jar:" + location + "!/" + file + "!/");
        addJar(unpack(jar, entry), name + "!/" + file, nested);
      } else {
        add(inArchive(file), () -> read(jar, entry), origin);
      }
    }
  }

  private void add(String name, ClassFile.Content content, ProtectionDomain origin) {
    if (name.endsWith(ENDING) && !name.startsWith("META-INF/")) {
      files.putIfAbsent(name, new ClassFile(content, origin));
    }
  }

  private static String inArchive(String file) {
    for (String folder : CLASSES) {
      if (file.startsWith(folder)) {
        return file.substring(folder.length());
      }
    }
    return file;
  }

  private Path unpack(JarFile jar, JarEntry entry) throws IOException {
    Path file = Files.createTempFile("tagalong", ".jar");
    unpacked.add(file);
    try (InputStream in = jar.getInputStream(entry)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  @Override
  public void close() throws IOException {
    for (JarFile jar : jars) {
      jar.close();
    }
    for (Path file : unpacked) {
      Files.deleteIfExists(file);
    }
  }
}
