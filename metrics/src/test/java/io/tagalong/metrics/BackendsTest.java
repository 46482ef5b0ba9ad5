package io.tagalong.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendsTest {
  private final Losses losses = Given.losses();

  private Backend create(Map<String, String> environment) throws IOException {
    return new Backends(Given.settings(environment), losses, Given.silent()).create();
  }

  private static Sample sample(
      Sample.Kind kind, Map<String, String> tags, @Nullable String instance) {
    return new Sample(kind, "k", 2.5, tags, instance, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "dummy, DummyBackend",
    "sentry.metrics.dummy.DummyMetricsBackend, DummyBackend",
    "sentry.metrics.logging.LoggingBackend, LoggingBackend",
    "dogstatsd, DogStatsDBackend",
    "DogStatsdMetricsBackend, DogStatsDBackend",
    "precise_dogstatsd, DogStatsDBackend",
    "PreciseDogStatsdMetricsBackend, DogStatsDBackend",
    "composite, CompositeBackend",
  })
  void takesOwnNamesAndThoseOfTheDocument(String name, String type) throws IOException {
    try (Backend backend = create(Map.of("SENTRY_METRICS_BACKEND", name))) {
      assertEquals(type, backend.getClass().getSimpleName());
    }
  }

  @Test
  void discardsEverythingUnlessSaidOtherwise() throws IOException {
    assertInstanceOf(DummyBackend.class, create(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({"dogstatsd, ms, ms", "precise_dogstatsd, d, d"})
  void sendsDatagrams(String name, String timing, String distribution) throws IOException {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Backend backend = create(toward(server, name))) {
      Map<String, String> tags = Map.of("env", "call", "instance", "tag");
      backend.record(sample(Sample.Kind.INCR, tags, "failure"));
      backend.record(sample(Sample.Kind.GAUGE, Map.of(), null));
      backend.record(sample(Sample.Kind.TIMING, Map.of(), null));
      backend.record(sample(Sample.Kind.DISTRIBUTION, Map.of(), null));
      backend.event(Event.of("t", "m"), Map.of(), null);

      String counted = receive(server);
      assertTrue(counted.startsWith("app.k:2.5|c|#"), counted);
      assertTrue(counted.contains("env:backend"), "the backend's tag wins: " + counted);
      assertTrue(counted.contains("instance:failure"), "the instance wins: " + counted);
      assertEquals("app.k:2.5|g|#env:backend", receive(server));
      assertEquals("app.k:2.5|" + timing + "|#env:backend", receive(server));
      assertEquals("app.k:2.5|" + distribution + "|#env:backend", receive(server));
      assertEquals("_e{1,1}:t|m|#env:backend", receive(server));
    }
  }

  @Test
  void losesAndCountsWhatFitsIntoNoDatagram() throws IOException {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Backend backend = create(toward(server, "dogstatsd"))) {
      backend.event(Event.of("t", "m".repeat(9000)), Map.of(), null);

      assertEquals(1, losses.counts().get("too_long"));
    }
  }

  @Test
  void givesTheSecondBackendWhatIsAllowedAlsoWhenTheFirstFails() {
    Recorded primary = new Recorded();
    Recorded secondary = new Recorded();
    primary.fails = true;
    CompositeBackend both = new CompositeBackend(primary, secondary, List.of("k", "deploy"));

    assertThrows(IOException.class, () -> both.record(sample(Sample.Kind.GAUGE, Map.of(), null)));
    assertThrows(
        IOException.class,
        () -> both.record(new Sample(Sample.Kind.GAUGE, "other", 1, Map.of(), null, 1)));
    assertThrows(IOException.class, () -> both.event(Event.of("deploy", ""), Map.of(), null));
    both.close();

    assertEquals(4, primary.lines.size());
    assertEquals(
        List.of("GAUGE k 2.5 @1.0 {} null", "event deploy {} null", "closed"), secondary.lines);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BACKEND | nonsense | SENTRY_METRICS_BACKEND names an unknown backend",
        "BACKEND | datadog | 'api_key' in TAGALONG_METRICS_OPTIONS (or DD_API_KEY) is no key",
        "OPTIONS | {'stasd_host': 'x'} | stasd_host; it takes statsd_host, statsd_port, tags",
        "OPTIONS | {'statsd_port': 99999} | 'statsd_port' in SENTRY_METRICS_OPTIONS is no port",
        "OPTIONS | {'statsd_port': '8125'} | is no number",
        "OPTIONS | {'statsd_host': 'no such host'} | is the unknown host 'no such host'",
        "OPTIONS | {'tags': 'x'} | 'tags' in SENTRY_METRICS_OPTIONS is not of the form",
        "OPTIONS | [1] | SENTRY_METRICS_OPTIONS is not of the form {'name': value}",
      })
  void saysWhatIsWrongWithASetting(String name, String value, String said) {
    Map<String, String> environment =
        name.equals("BACKEND")
            ? Map.of("SENTRY_METRICS_BACKEND", value)
            : Map.of("SENTRY_METRICS_BACKEND", "dogstatsd", "SENTRY_METRICS_" + name, value);

    String message = Given.refusal(() -> create(environment));

    assertTrue(message.contains(said), message);
  }

  @Test
  void saysWhichOfTwoBackendsIsWrong() {
    Map<String, String> environment =
        Map.of(
            "SENTRY_METRICS_BACKEND",
            "composite",
            "SENTRY_METRICS_OPTIONS",
            "{'primary_backend': 'logging', 'primary_backend_args': {'level': 'x'}}");

    assertEquals(
        "'primary_backend_args' in SENTRY_METRICS_OPTIONS has options that this backend does not"
            + " know, level; it takes none",
        Given.refusal(() -> create(environment)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'api_host': 'http://127.0.0.1'",
        "'api_host': 'https://one two'",
        "'api_host': 'https://api.datadoghq.com/base'",
        "'site': 'https://datadoghq.eu'",
      })
  void refusesAddressesThatLeadElsewhere(String option) {
    String options = "{'api_key': '" + "0f".repeat(16) + "', " + option + "}";
    Map<String, String> environment =
        Map.of("SENTRY_METRICS_BACKEND", "datadog", "SENTRY_METRICS_OPTIONS", options);

    String message = Given.refusal(() -> create(environment));

    assertTrue(message.startsWith(option.substring(0, option.indexOf(':'))), message);
  }

  @Test
  void tellsNoKeyAndTakesNoPlainHttp() {
    String key = "0f".repeat(16);
    for (String options :
        List.of(
            "{'api_key': 'x" + key + "'}",
            "{'api_key': '" + key + "', 'api_host': 'http://127.0.0.1'}",
            "{'api_key': '" + key + " ]")) {
      Map<String, String> environment =
          Map.of("SENTRY_METRICS_BACKEND", "datadog", "SENTRY_METRICS_OPTIONS", options);

      String message = Given.refusal(() -> create(environment));

      assertFalse(message.contains(key), message);
    }
  }

  private static Map<String, String> toward(DatagramSocket server, String name) {
    return Map.of(
        "SENTRY_METRICS_BACKEND",
        name,
        "SENTRY_METRICS_PREFIX",
        "app.",
        "SENTRY_METRICS_OPTIONS",
        "{'statsd_host': '127.0.0.1', 'statsd_port': "
            + server.getLocalPort()
            + ", 'tags': {'env': 'backend'}}");
  }

  private static String receive(DatagramSocket server) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
    server.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }
}
