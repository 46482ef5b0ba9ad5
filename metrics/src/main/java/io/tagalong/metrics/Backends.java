package io.tagalong.metrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Logger;

/**
 * Makes the backend that the settings name, by Tagalong's name, {@code precise_dogstatsd}, or by
 * that of the class in Sentry, {@code PreciseDogStatsdMetricsBackend}, with its package or without.
 */
final class Backends {
  private static final int DOGSTATSD_PORT = 8125;

  private final Settings settings;
  private final Losses losses;
  private final Logger logger;

  Backends(Settings settings, Losses losses, Logger logger) {
    this.settings = settings;
    this.losses = losses;
    this.logger = logger;
  }

  /**
   * Makes the backend.
   *
   * @throws IllegalArgumentException when name or options are wrong, saying which and what is right
   */
  Backend create() throws IOException {
    return create("TAGALONG_METRICS_BACKEND", settings.backend(), settings.options());
  }

  private Backend create(String setting, String name, Options options) throws IOException {
    Backend backend = named(setting, name, options);
    try {
      options.refuseOthers();
    } catch (IllegalArgumentException e) {
      backend.close();
      throw e;
    }
    return backend;
  }

  private Backend named(String setting, String name, Options options) throws IOException {
    switch (shortName(name)) {
      case "dummy":
        return new DummyBackend();
      case "logging":
        return new LoggingBackend(logger);
      case "dogstatsd":
        return dogStatsD(false, options);
      case "precisedogstatsd":
        return dogStatsD(true, options);
      case "datadog":
        return datadog(options);
      case "composite":
      case "dualwrite":
      case "compositeexperimental":
        return composite(options);
      default:
        throw new IllegalArgumentException(
            setting
                + " names an unknown backend; there are dummy, logging, dogstatsd,"
                + " precise_dogstatsd, datadog and composite");
    }
  }

  private static String shortName(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String bare = last.replace("_", "");
    return bare.replaceFirst("(metrics)?backend$", "");
  }

  private Backend dogStatsD(boolean precise, Options options) throws IOException {
    String host = options.text("statsd_host", settings.shared("DD_AGENT_HOST", "127.0.0.1"));
    int port = options.port("statsd_port", DOGSTATSD_PORT);
    InetSocketAddress server = new InetSocketAddress(host, port);
    if (server.isUnresolved()) {
      throw new IllegalArgumentException("statsd_host '" + host + "' is unknown; give an address");
    }
    return new DogStatsDBackend(precise, settings.prefix(), options.tags(), server, losses);
  }

  private Backend datadog(Options options) {
    String apiKey = options.text("api_key", settings.shared("DD_API_KEY", ""));
    if (!apiKey.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException(
          "the option 'api_key' (or DD_API_KEY) is no key of 32 lower-case hex digits");
    }
    // Sending metrics needs no application key; the document's options have one nevertheless.
    options.text("app_key", "");
    String site = options.text("site", settings.shared("DD_SITE", "datadoghq.com"));
    URI address = URI.create(options.text("api_host", "https://api." + site));
    if (!"https".equals(address.getScheme())) {
      throw new IllegalArgumentException("the option 'api_host' does not begin with https://");
    }
    String host = options.text("host", settings.shared("DD_HOSTNAME", ""));
    Map<String, String> tags = options.tags();
    return new DatadogBackend(
        new SeriesWriter(settings.prefix(), new BackendTags(tags), host.isEmpty() ? own() : host),
        new HttpsIntake(address, apiKey),
        losses,
        System::currentTimeMillis,
        DatadogBackend.CLOSE_MILLIS);
  }

  private static String own() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown"; // The machine has no name; Datadog wants one with each series.
    }
  }

  private Backend composite(Options options) throws IOException {
    Backend primary = inner("primary_backend", "primary_backend_args", options);
    try {
      Backend secondary = inner("secondary_backend", "secondary_backend_args", options);
      List<String> everything = Collections.singletonList("");
      return new CompositeBackend(primary, secondary, options.list("allow_prefixes", everything));
    } catch (IOException | RuntimeException e) {
      primary.close();
      throw e;
    }
  }

  private Backend inner(String name, String arguments, Options options) throws IOException {
    return create("'" + name + "'", options.text(name, "dummy"), options.options(arguments));
  }
}
