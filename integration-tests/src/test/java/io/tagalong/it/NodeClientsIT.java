package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.NodeClients;
import io.tagalong.it.harness.SidecarProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The clients of Node.js that people use, over UDP.
 *
 * <p>hot-shots knows Unix datagrams too, through native code that npm would have to compile; the
 * wire is the same, and {@link RealClientsIT} has another client for it.
 */
class NodeClientsIT {
  private static final int TIMES = 200;

  private static NodeClients clients;

  @BeforeAll
  static void findClients() throws Exception {
    Optional<NodeClients> found = NodeClients.find();
    assumeTrue(found.isPresent(), "node or npm is not on the PATH");
    clients = found.get();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1400})
  void takesAllThatHotShotsSends(int maxBufferSize) throws Exception {
    HeldMetrics held = run("hot-shots.js", String.valueOf(maxBufferSize));

    assertEquals(3 * TIMES, held.total("shop.orders", "kind:b2c", "env:it"));
    assertEquals(TIMES, held.summary("shop.basket", "kind:b2c").count());
    assertEquals(4.5 * TIMES, held.summary("shop.basket", "kind:b2c").sum(), 1e-6);
    assertEquals(17, held.total("shop.queue"));
    assertEquals(250, held.total("shop.checkout.max", "kind:b2c"));
  }

  @Test
  void takesAllThatNodeStatsdSends() throws Exception {
    HeldMetrics held = run("node-statsd.js");

    assertEquals(3 * TIMES, held.total("shop.orders", "kind:b2c", "env:it"));
    assertEquals(TIMES, held.total("shop.basket.count", "kind:b2c"));
    assertEquals(17, held.total("shop.queue", "kind:b2c"));
    assertEquals(250, held.total("shop.checkout.max", "kind:b2c"));
  }

  /** Runs a script, and gives what has arrived when the sidecar has ended. */
  private static HeldMetrics run(String script, String... arguments) throws Exception {
    Path file = Artifacts.root().resolve("integration-tests/src/test/resources/node/" + script);
    try (IntakeEmulator intake = IntakeEmulator.start(EmulatorSettings.defaults());
        SidecarProcess sidecar = SidecarProcess.start(intake)) {
      List<String> all =
          new ArrayList<>(List.of(String.valueOf(sidecar.port()), String.valueOf(TIMES)));
      all.addAll(List.of(arguments));
      try (JavaProcess node = clients.run(file, all.toArray(String[]::new))) {
        JavaProcess.Result ended = node.awaitEnd();
        assertEquals(0, ended.status(), ended.err());
      }
      sidecar.terminate();
      return intake.metrics();
    }
  }
}
