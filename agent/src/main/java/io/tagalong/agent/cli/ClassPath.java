package io.tagalong.agent.cli;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /** What a class file has inside, read when it is asked for. */
  interface Content {
    byte[] read() throws IOException;
  }

  private final Map<String, Content> contents = new LinkedHashMap<>();
  private final List<JarFile> jars = new ArrayList<>();
  private final List<Path> unpacked = new ArrayList<>();

  private ClassPath() {}

  /**
   * Opens a class path.
   *
   * @param text jars and folders, separated as in the JVM's own
   * @throws IOException when one of them is not there, or is no jar; the message names it
   */
  static ClassPath open(String text) throws IOException {
    ClassPath classPath = new ClassPath();
    try {
      for (String entry : text.split(File.pathSeparator, -1)) {
        if (!entry.isEmpty()) {
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
  Map<String, Content> contents() {
    return Collections.unmodifiableMap(contents);
  }

  /** A loader that shows these files, and those of the JDK; it is not there to load classes. */
  ClassLoader loader() {
    return new ClassLoader(ClassLoader.getPlatformClassLoader()) {
      @Override
      public @Nullable InputStream getResourceAsStream(String name) {
        Content content = contents.get(name);
        try {
          return content == null
              ? super.getResourceAsStream(name)
              : new ByteArrayInputStream(content.read());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private void add(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      addFolder(path);
    } else if (Files.isRegularFile(path)) {
      addJar(path, path.toString());
    } else {
      throw new NoSuchFileException(path.toString());
    }
  }

  private void addFolder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
    }
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
      add(name, () -> Files.readAllBytes(file));
    }
  }

  private void addJar(Path path, String name) throws IOException {
    JarFile jar;
    try {
      jar = new JarFile(path.toFile());
    } catch (IOException e) {
      throw new IOException(name + " (" + e.getMessage() + ")", e);
    }
    jars.add(jar);
    for (JarEntry entry : Collections.list(jar.entries())) {
      String file = entry.getName();
      if (file.endsWith(".jar") && LIBRARIES.stream().anyMatch(file::startsWith)) {
        addJar(unpack(jar, entry), name + "!/" + file);
      } else {
        add(inArchive(file), () -> read(jar, entry));
      }
    }
  }

  private void add(String name, Content content) {
    if (name.endsWith(ENDING) && !name.startsWith("META-INF/")) {
      contents.putIfAbsent(name, content);
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
