package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.it.harness.Artifacts;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in the agent's jar, where, and for which Java. */
class AgentJarIT {
  private static final int JAVA_8 = 52;
  private static final int JAVA_11 = 55;
  private static final long MAX_BYTES = 6_000_000;

  private JarFile jar;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(Artifacts.agentJar().toFile());
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  @Test
  void showsTheApplicationNothingButTheEntry() {
    assertEquals(
        List.of("io/tagalong/agent/IsolatedLoader.class", "io/tagalong/agent/Premain.class"),
        names(".class"));
  }

  @Test
  void entersOnJava8AndRunsOnJava11() throws IOException {
    assertEquals(JAVA_8, classVersion("io/tagalong/agent/Premain.class"));
    assertEquals(JAVA_8, classVersion("io/tagalong/agent/IsolatedLoader.class"));
    assertEquals(JAVA_11, classVersion("inst/io/tagalong/agent/Agent.classdata"));
    assertEquals(JAVA_11, classVersion("inst/io/tagalong/agent/link/TagalongDispatcher.bin"));
    assertEquals(JAVA_11, classVersion("inst/io/tagalong/agent/link/BootDispatcher.bin"));
  }

  @Test
  void carriesNothingBesideItsOwnCodeAndThreeLibraries() {
    Set<String> roots =
        names(".classdata").stream()
            .map(name -> name.replaceFirst("^(inst/[^/]+/[^/]+)/.*", "$1"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(
        Set.of("inst/com/timgroup", "inst/io/tagalong", "inst/net/bytebuddy", "inst/org/snakeyaml"),
        roots);
  }

  @Test
  void neverTouchesTheBootClassPath() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();

    assertEquals("io.tagalong.agent.Premain", manifest.getValue("Premain-Class"));
    assertEquals("io.tagalong.agent.Premain", manifest.getValue("Agent-Class"));
    assertEquals("io.tagalong.agent.Premain", manifest.getValue("Main-Class"));
    assertEquals(null, manifest.getValue("Boot-Class-Path"));
    assertNotNull(manifest.getValue("Implementation-Version"));
    assertTrue(jar.getEntry("META-INF/LICENSE") != null, "the licence travels with the jar");
  }

  @Test
  void staysWithinItsSizeBudget() throws IOException {
    long bytes = Files.size(Artifacts.agentJar());

    assertTrue(bytes < MAX_BYTES, bytes + " bytes");
  }

  private List<String> names(String ending) {
    return jar.stream().map(JarEntry::getName).filter(n -> n.endsWith(ending)).sorted().toList();
  }

  private int classVersion(String name) throws IOException {
    try (DataInputStream in = new DataInputStream(jar.getInputStream(jar.getEntry(name)))) {
      assertEquals(0xCAFEBABE, in.readInt());
      in.readUnsignedShort();
      return in.readUnsignedShort();
    }
  }
}
