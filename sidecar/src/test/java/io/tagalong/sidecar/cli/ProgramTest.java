package io.tagalong.sidecar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.Sidecar;
import io.tagalong.sidecar.Time;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgramTest {

  private static final Map<String, String> WITH_KEY =
      Map.of("DD_API_KEY", "0123456789abcdef0123456789abcdef", "DD_HOSTNAME", "h");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<Sidecar> started = new ArrayList<>();

  @AfterEach
  void stopSidecars() {
    started.forEach(Sidecar::stop);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port 0 --dry-run", "run --port 0 --dry-run", "--port=0 run --dry-run"})
  void saysOnOneLineWhereItListensAndDelivers(String arguments) {
    int exitCode = run(Map.of(), arguments.split(" ", -1));

    assertEquals(ExitCode.OK, exitCode, err());
    assertTrue(
        out()
            .matches(
                "tagalong-sidecar listening on udp://127\\.0\\.0\\.1:[1-9][0-9]*, delivering to"
                    + " standard output \\(dry run\\) every 10 s\\R"),
        out());
    assertTrue(out().contains(":" + started.get(0).address().getPort() + ","), out());
  }

  @Test
  void namesFurtherAddressesAtTheEndOfTheLine() {
    run(Map.of(), "--bind", "127.0.0.1,::1", "--port", "0", "--dry-run");

    assertTrue(
        out()
            .matches(
                "tagalong-sidecar listening on udp://127\\.0\\.0\\.1:[1-9][0-9]*, delivering to"
                    + " .* every 10 s, also listening on udp://\\[0:0:0:0:0:0:0:1]:[1-9][0-9]*\\R"),
        out());
  }

  @Test
  void exitsAsUnavailableWhenFolderOfSocketIsMissing() {
    int exitCode = run(Map.of(), "--port", "0", "--dry-run", "--stream-socket", "/no/such/socket");

    assertEquals(ExitCode.UNAVAILABLE, exitCode);
    assertTrue(err().contains("Cannot listen on /no/such/socket: its folder does not"), err());
  }

  @Test
  void namesTheHostItDeliversTo() {
    run(WITH_KEY, "--port", "0", "--site", "EU1", "--bucket-seconds", "5");

    assertTrue(
        out().endsWith(", delivering to api.datadoghq.eu every 5 s" + System.lineSeparator()),
        out());
  }

  @Test
  void refusesUnknownFlagNamingTheNearest() {
    int exitCode = run(WITH_KEY, "--prot", "81");

    assertEquals(ExitCode.CONFIGURATION, exitCode);
    assertTrue(err().contains("flag --prot: there is no such flag."), err());
    assertTrue(err().contains("Did you mean --port?"), err());
    assertEquals(2, err().lines().count(), err());
  }

  @Test
  void refusesUnknownVerb() {
    int exitCode = run(WITH_KEY, "rnu");

    assertEquals(ExitCode.CONFIGURATION, exitCode);
    assertTrue(err().contains("there is no verb \"rnu\""), err());
  }

  @Test
  void doesNotShowKeyWhenItWasPutOnTheCommandLine() {
    int exitCode = run(WITH_KEY, "run", "fedcba9876543210fedcba9876543210");

    assertEquals(ExitCode.CONFIGURATION, exitCode);
    assertTrue(err().contains("not shown"), err());
    assertFalse(err().contains("fedcba98"), err());
  }

  @Test
  void refusesFlagWithoutItsValue() {
    int exitCode = run(WITH_KEY, "--port");

    assertEquals(ExitCode.CONFIGURATION, exitCode);
    assertTrue(err().contains("'--port'"), err());
  }

  @Test
  void reportsFlagsAndSettingsTogether() {
    int exitCode = run(Map.of("DD_SITE", "us9"), "--verbose", "--port", "x");

    assertEquals(ExitCode.CONFIGURATION, exitCode);
    assertTrue(err().startsWith("tagalong-sidecar cannot start; 4 problems"), err());
    assertTrue(err().contains("flag --verbose: "), err());
    assertTrue(err().contains("flag --port: \"x\""), err());
    assertTrue(err().contains("environment variable DD_SITE: \"us9\""), err());
    assertTrue(err().contains("DD_API_KEY or DD_API_KEY_FILE, or add --dry-run"), err());
    assertEquals("", out());
  }

  @Test
  void exitsAsUnavailableWhenThePortIsTaken() throws SocketException {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      int exitCode = run(WITH_KEY, "--port", port);

      assertEquals(ExitCode.UNAVAILABLE, exitCode);
      assertTrue(err().contains("127.0.0.1:" + port), err());
      assertEquals("", out());
    }
  }

  @Test
  void exitsAsUnavailableWhenThePortForWebhooksIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Map<String, String> environment =
          Map.of(
              "TAGALONG_HTTP_PORT",
              port,
              "TAGALONG_WEBHOOK_RULES",
              "[{\"use\": \"braze\", \"open\": \"true\"}]");

      int exitCode = run(environment, "--port", "0", "--dry-run");

      assertEquals(ExitCode.UNAVAILABLE, exitCode);
      assertTrue(err().contains("Cannot listen over HTTP on 127.0.0.1:" + port), err());
      assertTrue(err().contains("TAGALONG_HTTP_PORT to a port that is free"), err());
      assertEquals("", out());
    }
  }

  @Test
  void printsHelpWithEveryFlagItsVariableAndItsDefault() {
    int exitCode = run(Map.of(), "--help");

    assertEquals(ExitCode.OK, exitCode);
    assertTrue(out().contains("--bucket-seconds=SECONDS"), out());
    assertTrue(out().contains("TAGALONG_BUCKET_SECONDS"), out());
    assertTrue(out().contains("default 10"), out());
    assertTrue(out().contains("  DD_TAGS" + System.lineSeparator() + "      tags of"), out());
    assertTrue(out().contains("like one on the list, default false"), out());
    assertEquals(List.of(), started);
  }

  @Test
  void printsVersion() {
    run(Map.of(), "--version");

    assertEquals("tagalong-sidecar 1.2" + System.lineSeparator(), out());
  }

  @Test
  void checksSettingsWithoutStarting() {
    int valid = run(WITH_KEY, "config", "check");
    int invalid = run(Map.of("DD_SITE", "us9"), "config", "check", "--port", "x");

    assertEquals(ExitCode.OK, valid);
    assertEquals("The settings are valid." + System.lineSeparator(), out());
    assertEquals(ExitCode.CONFIGURATION, invalid);
    assertEquals(4, err().lines().count(), err());
    assertEquals(List.of(), started);
  }

  @Test
  void showsSettingsWithTheirOriginAndWithoutTheKey() {
    int exitCode = run(WITH_KEY, "config", "show", "--port", "7");

    assertEquals(ExitCode.OK, exitCode, err());
    List<String> lines = out().lines().toList();
    assertTrue(lines.contains("api_key  (secret)  (environment variable DD_API_KEY)"), out());
    assertTrue(lines.contains("dogstatsd_port  7  (flag --port)"), out());
    assertTrue(lines.contains("site  datadoghq.com  (default)"), out());
    assertFalse(out().contains("cdef"), out());
  }

  @Test
  void refusesConfigWithoutItsVerb() {
    int without = run(WITH_KEY, "config");
    int unknown = run(WITH_KEY, "config", "chek");

    assertEquals(ExitCode.CONFIGURATION, without);
    assertEquals(ExitCode.CONFIGURATION, unknown);
    assertTrue(err().contains("config needs a verb. Known are check and show."), err());
    assertTrue(err().contains("Did you mean check?"), err());
  }

  /** Without logs, whose port is the same for all and need not be free. */
  private int run(Map<String, String> environment, String... arguments) {
    Map<String, String> withoutLogs = new HashMap<>(environment);
    withoutLogs.put("TAGALONG_LOGS_INTAKE", "off");
    Program program =
        new Program(
            "1.2",
            Time.ofTheMachine(),
            withoutLogs,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            started::add);
    return program.run(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
