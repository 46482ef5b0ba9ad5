package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.it.harness.Artifacts;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in the agent's jar, where, and for which Java. */
class AgentJarIT {
  private static final int JAVA_8 = 52;
  private static final int JAVA_11 = 55;

  /** All of Byte Buddy, or a library that nobody asked for, would be more. */
  private static final long MAX_BYTES = 1_200_000;

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
        List.of(
            "io/tagalong/agent/Archive.class",
            "io/tagalong/agent/IsolatedLoader.class",
            "io/tagalong/agent/Premain.class"),
        names(".class"));
  }

  @Test
  void entersOnJava8AndRunsOnJava11() throws IOException {
    for (String entry : names(".class")) {
      assertEquals(JAVA_8, classVersion(entry, open(entry)), entry);
    }
    for (String entry : names(".classdata")) {
      assertEquals(JAVA_11, classVersion(entry, open(entry)), entry);
    }
    Map<String, byte[]> archive = archive();
    for (String dispatcher : List.of("TagalongDispatcher.bin", "BootDispatcher.bin")) {
      byte[] classFile = archive.get("io/tagalong/agent/link/" + dispatcher);
      assertEquals(JAVA_11, classVersion(dispatcher, new ByteArrayInputStream(classFile)));
    }
  }

  @Test
  void carriesNothingBesideItsOwnCodeAndThreeLibraries() throws IOException {
    Set<String> roots =
        archive().keySet().stream()
            .filter(name -> name.endsWith(".class"))
            .map(name -> name.replaceFirst("^([^/]+/[^/]+)/.*", "$1"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(Set.of("com/timgroup", "io/tagalong", "net/bytebuddy", "org/snakeyaml"), roots);
    assertTrue(names(".classdata").stream().allMatch(name -> name.startsWith("inst/io/tagalong/")));
  }

  @Test
  void carriesTheAsmOfByteBuddyAlone() throws IOException {
    assertEquals(
        List.of(),
        archive().keySet().stream()
            .filter(name -> name.startsWith("net/bytebuddy/"))
            .filter(name -> !name.startsWith("net/bytebuddy/jar/asm/"))
            .toList());
  }

  @Test
  void neverTouchesTheBootClassPath() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();

    assertEquals("io.tagalong.agent.Premain", manifest.getValue("Premain-Class"));
    assertEquals("io.tagalong.agent.Premain", manifest.getValue("Agent-Class"));
    assertEquals("io.tagalong.agent.Premain", manifest.getValue("Main-Class"));
    assertEquals(null, manifest.getValue("Boot-Class-Path"));
    assertNotNull(manifest.getValue("Implementation-Version"));
  }

  @Test
  void staysWithinItsSizeBudget() throws IOException {
    long bytes = Files.size(Artifacts.agentJar());

    assertTrue(bytes < MAX_BYTES, bytes + " bytes");
  }

  private List<String> names(String ending) {
    return jar.stream().map(JarEntry::getName).filter(n -> n.endsWith(ending)).sorted().toList();
  }

  private InputStream open(String entry) throws IOException {
    return jar.getInputStream(jar.getEntry(entry));
  }

  /** What the archive in the jar has, by name. */
  private Map<String, byte[]> archive() throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(open("inst.zip"))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        contents.put(entry.getName(), in.readAllBytes());
      }
    }
    return contents;
  }

  private static int classVersion(String name, InputStream classFile) throws IOException {
    try (DataInputStream in = new DataInputStream(classFile)) {
      assertEquals(0xCAFEBABE, in.readInt(), name);
      in.readUnsignedShort();
      return in.readUnsignedShort();
    }
  }
}
