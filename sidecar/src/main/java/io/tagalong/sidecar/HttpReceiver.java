package io.tagalong.sidecar;

import io.tagalong.sidecar.Pipeline.Surroundings;
import io.tagalong.sidecar.config.LogSettings.Opening;
import io.tagalong.sidecar.config.Settings;
import io.tagalong.sidecar.config.Webhooks;
import io.tagalong.sidecar.connection.ConnectionApi;
import io.tagalong.sidecar.connection.Connections;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.http.Areas;
import io.tagalong.sidecar.http.Handler;
import io.tagalong.sidecar.http.HttpServer;
import io.tagalong.sidecar.logs.LogIntake;
import io.tagalong.sidecar.webhook.WebhookReceiver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What listens for HTTP, and the parts of it that take over reloaded rules. */
final class HttpReceiver {
  private static final int LOG_LINES_PER_MINUTE = 1;

  private static final String GOES_ON_WITHOUT =
      " The sidecar works without, but takes no logs. Set TAGALONG_HTTP_PORT to a port that is"
          + " free, or TAGALONG_LOGS_INTAKE to off.";

  private static final String REMEDY =
      " Set TAGALONG_HTTP_HOST to an address of this machine and TAGALONG_HTTP_PORT to a port that"
          + " is free.";

  private final HttpServer server;
  private final WebhookReceiver webhooks;
  private final Optional<LogIntake> logs;

  private HttpReceiver(HttpServer server, WebhookReceiver webhooks, Optional<LogIntake> logs) {
    this.server = server;
    this.webhooks = webhooks;
    this.logs = logs;
  }

  /**
   * Listens for webhooks, logs and who manages connections, if any are wanted. Nothing, and a line
   * in the log, when only logs are, nobody insists on them, and the port is taken.
   *
   * @throws UnavailableException when the port is taken and somebody needs it
   */
  static Optional<HttpReceiver> start(
      Settings settings,
      Optional<Connections> connections,
      Pipeline pipeline,
      Enricher enricher,
      Surroundings surroundings)
      throws UnavailableException {
    Webhooks webhooks = settings.webhooks();
    boolean isNeeded = !webhooks.list().isEmpty() || connections.isPresent();
    if (!isNeeded && !settings.logs().isOpen()) {
      return Optional.empty();
    }
    WebhookReceiver receiver =
        new WebhookReceiver(
            webhooks.list(), pipeline.inlet(), surroundings.clock(), surroundings.telemetry());
    Optional<LogIntake> logs = logs(settings, pipeline, enricher, surroundings);
    Map<String, Handler> areas = new HashMap<>();
    logs.ifPresent(intake -> areas.put(LogIntake.PATH, intake));
    connections.ifPresent(managed -> areas.put(ConnectionApi.AREA, api(settings, managed)));
    Handler handler = new Areas(areas, receiver);
    try {
      return Optional.of(new HttpReceiver(serve(webhooks, handler, surroundings), receiver, logs));
    } catch (IOException taken) {
      String complaint =
          "Cannot listen over HTTP on %s:%d: %s."
              .formatted(webhooks.host(), webhooks.port(), taken.getMessage());
      if (!isNeeded && settings.logs().opening() == Opening.IF_POSSIBLE) {
        surroundings.log().warn(complaint + GOES_ON_WITHOUT);
        return Optional.empty();
      }
      throw new UnavailableException(new IOException(complaint + REMEDY, taken));
    }
  }

  private static Optional<LogIntake> logs(
      Settings settings, Pipeline pipeline, Enricher enricher, Surroundings surroundings) {
    return settings.logs().isOpen()
        ? Optional.of(
            new LogIntake(
                settings.logs().keys(),
                pipeline.logs(),
                enricher,
                surroundings.clock(),
                surroundings.telemetry()))
        : Optional.empty();
  }

  private static HttpServer serve(Webhooks webhooks, Handler handler, Surroundings surroundings)
      throws IOException {
    return HttpServer.start(
        new InetSocketAddress(webhooks.host(), webhooks.port()),
        HttpServer.REQUEST_TIMEOUT,
        handler,
        surroundings.telemetry(),
        surroundings.log().limited(LOG_LINES_PER_MINUTE));
  }

  private static ConnectionApi api(Settings settings, Connections connections) {
    return new ConnectionApi(settings.connections().orElseThrow().access(), connections);
  }

  /** Applies other rules from now on. */
  void apply(Settings newer, Enricher enricher) {
    webhooks.replace(newer.webhooks().list());
    logs.ifPresent(intake -> intake.enrichWith(enricher));
  }

  /** Where it listens, with the actual port. */
  String url() {
    InetSocketAddress address = server.address();
    String host = address.getAddress().getHostAddress();
    return "http://%s:%d"
        .formatted(host.contains(":") ? "[" + host + "]" : host, address.getPort());
  }

  void close() {
    server.close();
  }
}
