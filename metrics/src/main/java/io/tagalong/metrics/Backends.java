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
    return create(settings.backend(), settings.options());
  }

  private Backend create(Found name, Options options) throws IOException {
    Backend backend = named(name, options);
    try {
      options.refuseOthers();
    } catch (IllegalArgumentException e) {
      backend.close();
      throw e;
    }
    return backend;
  }

  private Backend named(Found name, Options options) throws IOException {
    switch (shortName(name.text())) {
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
        throw name.problem(
            "names an unknown backend; there are dummy, logging, dogstatsd, precise_dogstatsd,"
                + " datadog and composite");
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
      throw options.problem(
          "statsd_host", "(or DD_AGENT_HOST) is the unknown host '" + host + "'; give an address");
    }
    return new DogStatsDBackend(precise, settings.prefix(), options.tags(), server, losses);
  }

  private Backend datadog(Options options) {
    String apiKey = options.text("api_key", settings.shared("DD_API_KEY", ""));
    if (!apiKey.matches("[0-9a-f]{32}")) {
      throw options.problem("api_key", "(or DD_API_KEY) is no key of 32 lower-case hex digits");
    }
    // Sending metrics needs no application key; Sentry's settings have one all the same.
    options.text("app_key", "");
    URI address = address(options);
    String host = options.text("host", settings.shared("DD_HOSTNAME", ""));
    Map<String, String> tags = options.tags();
    return new DatadogBackend(
        new SeriesWriter(
            settings.prefix(),
            new BackendTags(tags),
            host.isEmpty() ? machineName() : host,
            losses),
        new HttpsIntake(address, apiKey),
        losses,
        System::currentTimeMillis,
        DatadogBackend.CLOSE_MILLIS);
  }

  private URI address(Options options) {
    String site = options.text("site", settings.shared("DD_SITE", "datadoghq.com"));
    if (!site.matches("[A-Za-z0-9.-]+")) {
      throw options.problem("site", "(or DD_SITE) is no site such as datadoghq.eu");
    }
    String address = options.text("api_host", "https://api." + site);
    if (!address.matches("https://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?/?")) {
      throw options.problem("api_host", "is not of the form https://host or https://host:port");
    }
    return URI.create(address);
  }

  private static String machineName() {
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
    Found named = new Found(options.nameOf(name), options.text(name, "dummy"));
    return create(named, options.options(arguments));
  }
}
