package io.tagalong.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsTest {
  /** An application that records nothing until it ends. */
  static final class CountsItsEnd {
    private CountsItsEnd() {}

    public static void main(String[] args) {
      Thread hook =
          new Thread(
              () -> {
                Metrics.incr("ended");
                System.out.println("went on");
              });
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  @Test
  void failsNoCallWhenTheFirstComesAtTheEnd() throws IOException, InterruptedException {
    Process application =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CountsItsEnd.class.getName())
            .redirectErrorStream(true)
            .start();

    String out = new String(application.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(0, application.waitFor(), out);
    assertTrue(out.contains("went on"), out);
  }
}
