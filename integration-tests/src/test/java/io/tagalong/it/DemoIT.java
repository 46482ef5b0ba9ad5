package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./tagalong demo}, the README's first command. */
class DemoIT {
  private static final Path LAUNCHER = Artifacts.root().resolve("tagalong");

  @Test
  void showsThatEverythingArrives() throws Exception {
    JavaProcess.Result result = demo("--port", "0", "--visitors", "500");

    assertEquals(0, result.status(), result.out() + result.err());
    for (String system :
        List.of("Statsig: ", "Sentry: ", "Braze: ", "Prism Gateway: ", "Spacelift: ")) {
      assertTrue(result.out().contains("\n" + system), result.out());
    }
    assertTrue(
        result.out().strip().endsWith("has arrived, and every body was valid."), result.out());
    assertEquals("", result.err());
  }

  @Test
  void failsAndSaysWhyWhenThePortIsTaken() throws Exception {
    try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(other.getLocalPort());

      JavaProcess.Result result = demo("--port", port);

      assertEquals(1, result.status(), result.out());
      assertTrue(result.err().contains("127.0.0.1:" + port), result.err());
      assertTrue(result.err().contains("--port"), "it says what to do: " + result.err());
    }
  }

  @Test
  void failsAndSaysWhyWhenThereIsNoJdk(@TempDir Path folder) throws Exception {
    JavaProcess.Result result =
        launch(LAUNCHER, Map.of("JAVA_HOME", folder.toString()), List.of("demo"));

    assertEquals(1, result.status());
    assertTrue(result.err().startsWith("tagalong: no JDK found (JAVA_HOME is "), result.err());
  }

  @Test
  void failsAndSaysWhyWhenTheBuildFails(@TempDir Path folder) throws Exception {
    Path launcher = Files.copy(LAUNCHER, folder.resolve("tagalong"));
    Path mvnw = Files.writeString(folder.resolve("mvnw"), "#!/bin/sh\necho '[ERROR] boom'\nexit 1");
    assertTrue(mvnw.toFile().setExecutable(true));

    JavaProcess.Result result = launch(launcher, javaHome(), List.of("demo"));

    assertEquals(1, result.status());
    assertTrue(result.err().contains("[ERROR] boom"), result.err());
    assertTrue(result.err().contains("the build failed"), result.err());
  }

  private static JavaProcess.Result demo(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("demo"));
    all.addAll(List.of(arguments));
    return launch(LAUNCHER, javaHome(), all);
  }

  private static Map<String, String> javaHome() {
    return Map.of("JAVA_HOME", Jvm.own().home().toString());
  }

  private static JavaProcess.Result launch(
      Path launcher, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
    command.addAll(arguments);
    try (JavaProcess process = JavaProcess.start(environment, command)) {
      return process.awaitEnd();
    }
  }
}
