package io.tagalong.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The entry class, which is compiled apart and therefore loaded here as the JVM would load it. The
 * agent proper is not beside it, so going on to start it shows as a failure.
 */
class PremainTest {
  private static final String VERSION = "java.specification.version";
  private static final String ENABLED = "tagalong.enabled";
  private static final String RUNNING = "tagalong.running";
  private static final String HERE = "in this JVM";
  private static final String MAIN_MODULE = "jdk.module.main";

  private final PrintStream realErr = System.err;
  private final String realVersion = System.getProperty(VERSION);
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void captureStandardError() {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(realErr);
    System.setProperty(VERSION, realVersion);
    System.clearProperty(ENABLED);
    System.clearProperty(RUNNING);
    System.clearProperty(MAIN_MODULE);
  }

  @ParameterizedTest
  @CsvSource({"1.8, 8", "9, 9", "10, 10"})
  void refusesPolitelyWhenJavaIsTooOld(String version, String name) throws Exception {
    System.setProperty(VERSION, version);

    premain();

    assertEquals(
        "[tagalong] Java 11 or newer is needed, this is Java " + name + "; the agent stays off",
        printed.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void doesNothingWhenSwitchedOff() throws Exception {
    System.setProperty(VERSION, "1.8");
    System.setProperty(ENABLED, "false");

    premain();

    assertEquals("", printed.toString(StandardCharsets.UTF_8));
  }

  @Test
  void saysOneLineWhenTheJarIsDamaged() throws Exception {
    premain();

    String text = printed.toString(StandardCharsets.UTF_8);
    assertEquals(1, text.lines().count(), text);
    assertEquals(
        "the agent stays off, the application runs without it",
        text.substring(text.lastIndexOf(';') + 1).strip());
  }

  /** What the first copy does when it runs, whose class this loader does not see. */
  @Test
  void refusesToRunBesideACopyOfAnotherLoader() throws Exception {
    System.setProperty(RUNNING, HERE);

    premain();

    assertEquals(
        "[tagalong] the agent runs already; this second copy stays off, name it once",
        printed.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void startsWhenTheMarkIsInheritedFromAnotherJvm() throws Exception {
    System.setProperty(RUNNING, String.valueOf(HERE.toCharArray()));

    premain();

    assertTrue(printed.toString(StandardCharsets.UTF_8).contains("could not start"));
  }

  @Test
  void startsAfterAStartThatFailed() throws Exception {
    premain();
    printed.reset();

    premain();

    assertNull(System.getProperty(RUNNING));
    assertTrue(printed.toString(StandardCharsets.UTF_8).contains("could not start"));
  }

  @Test
  void letsNothingOutWhenItMayNotEvenLook() throws Exception {
    System.setProperty(VERSION, "unheard of");

    premain();

    assertEquals(
        "[tagalong] could not start: java.lang.NumberFormatException: For input string:"
            + " \"unheard of\"; the agent stays off, the application runs without it",
        printed.toString(StandardCharsets.UTF_8).strip());
  }

  @ParameterizedTest
  @CsvSource({"jdk.jcmd", "java.base", "jdk.compiler"})
  void leavesToolsOfTheJdkAlone(String module) throws Exception {
    System.setProperty(MAIN_MODULE, module);

    premain();

    assertEquals("", printed.toString(StandardCharsets.UTF_8));
  }

  private static void premain() throws Exception {
    URL entry = Path.of("target", "entry").toUri().toURL();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {entry}, null)) {
      loader
          .loadClass("io.tagalong.agent.Premain")
          .getMethod("premain", String.class, Instrumentation.class)
          .invoke(null, null, null);
    }
  }
}
