package io.tagalong.intake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "--port,70000",
    "--port,x",
    "--table-seconds,-1",
    "--nonsense,1",
    "--tls,SSL3",
    "--now,noon"
  })
  void exitsWith2WhenArgumentIsBad(String option, String value) {
    int exit = run(option, value);

    assertEquals(2, exit);
    assertTrue(err.toString().contains(option), err.toString());
  }

  @Test
  void exitsWith2AndNamesFaultsWhenOneIsUnknown() {
    int exit = run("--port", "0", "--fault", "{\"fault\":\"explode\"}");

    assertEquals(2, exit);
    assertTrue(err.toString().contains("slow_drip"), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void exitsWith69AndSaysWhatToDoWhenPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int exit = run("--port", Integer.toString(taken.getLocalPort()));

      assertEquals(69, exit);
      assertTrue(
          err.toString().startsWith("cannot listen on 127.0.0.1:" + taken.getLocalPort()),
          err.toString());
      assertEquals(1, err.toString().lines().count());
      assertEquals("", out.toString());
    }
  }

  @Test
  void exitsWith69WhenAddressIsNoneOfThisMachine() {
    int exit = run("--bind", "192.0.2.1", "--port", "0");

    assertEquals(69, exit);
  }

  @Test
  void explainsItselfWhenAskedForHelp() {
    int exit = run("--help");

    assertEquals(0, exit);
    assertTrue(out.toString().contains("--api-key=KEY"), out.toString());
  }

  @Test
  void namesItselfWhenAskedForVersion() {
    run("--version");

    assertTrue(out.toString().startsWith("tagalong-intake-emulator "), out.toString());
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
