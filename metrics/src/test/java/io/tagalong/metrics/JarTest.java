package io.tagalong.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the jar asks of an application: Java 8, and nothing else. */
class JarTest {
  private static final short JAVA_8 = 52;

  @Test
  void everyClassLoadsOnJava8() throws Exception {
    List<Path> classes;
    try (Stream<Path> files = Files.walk(classes())) {
      classes = files.filter(file -> file.toString().endsWith(".class")).toList();
    }

    assertTrue(classes.size() > 20, classes.toString());
    for (Path each : classes) {
      assertEquals(JAVA_8, ByteBuffer.wrap(read(each)).getShort(6), each.toString());
    }
  }

  @Test
  void needsNothingButTheJdk() throws Exception {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out, true);

    int status =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(writer, writer, "--ignore-missing-deps", "-s", classes().toString());

    assertEquals(0, status, out.toString());
    Set<String> needed = new TreeSet<>();
    out.toString().lines().forEach(line -> needed.add(line.replaceAll(".* -> ", "")));
    assertEquals(Set.of("java.base", "java.logging"), needed);
  }

  private static Path classes() throws URISyntaxException {
    return Path.of(Metrics.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }
}
