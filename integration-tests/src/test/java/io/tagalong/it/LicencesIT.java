package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.tagalong.it.harness.Artifacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each jar that somebody may take away has our licence, and that of every library of which a class
 * is in it, as they stand in the source tree.
 */
class LicencesIT {
  private static final String OURS = "io/tagalong/";
  private static final String FOLDER = "META-INF/";

  /** Where the classes of a library are, and the file in {@code licenses} with its terms. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "com/fasterxml/jackson/", "licenses/jackson.txt",
          "com/google/protobuf/", "licenses/protobuf.txt",
          "com/timgroup/statsd/", "licenses/java-dogstatsd-client.txt",
          "io/airlift/compress/", "licenses/aircompressor.txt",
          "io/netty/", "licenses/netty.txt",
          "net/bytebuddy/jar/asm/", "licenses/asm.txt",
          "org/HdrHistogram/", "licenses/hdrhistogram.txt",
          "org/snakeyaml/engine/", "licenses/snakeyaml-engine.txt",
          "picocli/", "licenses/picocli.txt");

  static Stream<Path> jars() {
    return Stream.of(
        Artifacts.agentJar(),
        Artifacts.metricsJar(),
        Artifacts.sidecarJar(),
        Artifacts.emulatorJar());
  }

  @ParameterizedTest
  @MethodSource("jars")
  void travelWithTheJar(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      Set<String> wanted = new TreeSet<>(Set.of("LICENSE", "NOTICE"));
      classes(jar).forEach(name -> wanted.add(licenceOf(name)));

      for (String licence : wanted) {
        JarEntry entry = jar.getJarEntry(FOLDER + licence);
        assertNotNull(entry, licence + " is missing: add it in the pom.xml that makes " + file);
        assertArrayEquals(
            Files.readAllBytes(Artifacts.root().resolve(licence)),
            jar.getInputStream(entry).readAllBytes(),
            licence);
      }
      assertEquals(wanted, licences(jar), "terms of what is not in the jar");
    }
  }

  private static String licenceOf(String className) {
    if (className.startsWith(OURS)) {
      return "LICENSE";
    }
    return LIBRARIES.entrySet().stream()
        .filter(library -> className.startsWith(library.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(
            () -> new AssertionError(className + ": add its library's terms to licenses and here"));
  }

  /** The classes of a jar and of an archive in it, wherever it keeps variants of them. */
  private static Set<String> classes(JarFile jar) throws IOException {
    Set<String> classes = new TreeSet<>();
    for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
      JarEntry entry = entries.nextElement();
      if (entry.getName().endsWith(".zip")) {
        addArchive(jar, entry, classes);
      }
      add(entry.getName().replaceFirst("^(inst|META-INF/versions/\\d+)/", ""), classes);
    }
    return classes;
  }

  private static void addArchive(JarFile jar, JarEntry archive, Set<String> classes)
      throws IOException {
    try (InputStream in = jar.getInputStream(archive);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        add(entry.getName(), classes);
      }
    }
  }

  private static void add(String name, Set<String> classes) {
    if (name.endsWith(".class") || name.endsWith(".classdata")) {
      classes.add(name);
    }
  }

  /** The files below {@code META-INF} that look like somebody's terms. */
  private static Set<String> licences(JarFile jar) {
    Set<String> licences = new TreeSet<>();
    jar.stream()
        .filter(entry -> !entry.isDirectory())
        .map(JarEntry::getName)
        .filter(name -> name.matches(FOLDER + "(licenses/.*|[^/]*(LICENSE|NOTICE)[^/]*)"))
        .forEach(name -> licences.add(name.substring(FOLDER.length())));
    return licences;
  }
}
