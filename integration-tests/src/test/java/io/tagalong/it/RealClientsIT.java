package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.timgroup.statsd.NonBlockingStatsDClientBuilder;
import com.timgroup.statsd.StatsDClient;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.statsd.StatsdConfig;
import io.micrometer.statsd.StatsdMeterRegistry;
import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.SidecarProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that no one here wrote: what they send arrives, to the last count. */
class RealClientsIT {
  private static final int TIMES = 2000;

  private final Path folder;
  private IntakeEmulator intake;
  private SidecarProcess sidecar;

  RealClientsIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() throws Exception {
    intake = IntakeEmulator.start(EmulatorSettings.defaults());
    sidecar =
        SidecarProcess.start(
            intake,
            "--bucket-seconds",
            "1",
            "--socket",
            folder.resolve("datagrams").toString(),
            "--stream-socket",
            folder.resolve("stream").toString());
  }

  @AfterEach
  void stop() throws Exception {
    try {
      sidecar.close();
    } finally {
      intake.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "udp, true",
    "udp, false",
    "unixgram, true",
    "unixgram, false",
    "unixstream, true",
    "unixstream, false"
  })
  void takesAllThatDatadogsJavaClientSends(String transport, boolean aggregation) throws Exception {
    StatsDClient client =
        to(transport)
            .prefix("shop")
            .constantTags("env:it")
            .blocking(true)
            .enableTelemetry(false)
            .enableAggregation(aggregation)
            .build();
    for (int i = 0; i < TIMES; i++) {
      client.count("orders", 3, "kind:b2c", "Region:EU");
      client.recordDistributionValue("basket", i % 100, "kind:b2c");
      client.recordSetValue("visitors", "visitor-" + i % 7);
    }
    client.recordGaugeValue("queue", 17);
    client.recordExecutionTime("checkout", 250, "kind:b2c");
    client.close();

    HeldMetrics held = terminate();

    assertEquals(3 * TIMES, held.total("shop.orders", "kind:b2c", "region:eu", "env:it"));
    assertEquals(TIMES, held.summary("shop.basket", "kind:b2c").count());
    assertEquals(49.5 * TIMES, held.summary("shop.basket", "kind:b2c").sum(), 1e-6);
    assertEquals(17, held.total("shop.queue"));
    assertEquals(250, held.total("shop.checkout.max", "kind:b2c"));
    assertEquals(1, held.total("shop.checkout.count", "kind:b2c"));
  }

  @Test
  void takesAllThatMicrometerSends() throws Exception {
    MeterRegistry registry = micrometer();
    for (int i = 0; i < TIMES; i++) {
      registry.counter("orders.placed", "kind", "b2c", "Odd Tag", "a b").increment(2);
    }
    registry.timer("checkout time", "kind", "b2c").record(Duration.ofMillis(120));
    registry.close();

    HeldMetrics held = terminate();

    assertEquals(2 * TIMES, held.total("orders.placed", "kind:b2c"));
    assertEquals(1, held.total("checkout_time.count", "kind:b2c"));
    assertEquals(120, held.total("checkout_time.max", "kind:b2c"));
  }

  /** Micrometer sends names as they are. One that no server can read costs no other its sample. */
  @Test
  void takesMicrometersOddNames() throws Exception {
    sidecar.expectingLosses("messages.rejected.bad_name_value");
    MeterRegistry registry = micrometer();
    registry.counter("weird name#1", "Kind", "v,2").increment(3);
    registry.counter("pipe|name", "kind", "a").increment();
    registry.counter("größe", "kind", "a|b").increment(4);
    registry.close();

    HeldMetrics held = terminate();

    assertEquals(3, held.total("weird_name_1", "kind:v"));
    assertEquals(4, held.total("gr__e", "kind:a"));
    assertEquals(1, held.total("tagalong.sidecar.messages.rejected", "reason:bad_name_value"));
  }

  @Test
  void takesWhatAShellSends() throws Exception {
    String script = "printf 'deploys:1|c|#service:shop' > /dev/udp/127.0.0.1/" + sidecar.port();
    try (JavaProcess shell = JavaProcess.start(Map.of(), List.of("bash", "-c", script))) {
      assertEquals(0, shell.awaitEnd().status());
    }

    assertEquals(1, terminate().total("deploys", "service:shop"));
  }

  /**
   * A client with much patience: by default it drops a packet itself when a write takes 100 ms, as
   * it may to a sidecar that has just started on a busy machine.
   */
  private NonBlockingStatsDClientBuilder to(String transport) {
    NonBlockingStatsDClientBuilder client = new NonBlockingStatsDClientBuilder().timeout(30_000);
    return switch (transport) {
      case "udp" -> client.hostname("127.0.0.1").port(sidecar.port());
      case "unixgram" -> client.address("unixgram://" + folder.resolve("datagrams"));
      case "unixstream" -> client.address("unixstream://" + folder.resolve("stream"));
      default -> throw new IllegalArgumentException(transport);
    };
  }

  /** A registry that is connected: what it is told before is not sent. */
  private MeterRegistry micrometer() throws Exception {
    MeterRegistry registry = new StatsdMeterRegistry(new ToTheSidecar(), Clock.SYSTEM);
    sidecar.awaitWhile(
        () -> {
          registry.counter("ready").increment();
          return intake.metrics().total("ready") == 0;
        });
    return registry;
  }

  private HeldMetrics terminate() throws Exception {
    sidecar.terminate();
    return intake.metrics();
  }

  /** Micrometer's settings. */
  private final class ToTheSidecar implements StatsdConfig {
    @Override
    public @Nullable String get(String key) {
      return null;
    }

    @Override
    public int port() {
      return sidecar.port();
    }

    @Override
    public String host() {
      return "127.0.0.1";
    }
  }
}
