package io.tagalong.sidecar;

import io.tagalong.sidecar.Pipeline.Surroundings;
import io.tagalong.sidecar.backfill.GatewayLogs;
import io.tagalong.sidecar.config.Destination;
import io.tagalong.sidecar.config.Settings;
import io.tagalong.sidecar.connection.ConnectionSettings;
import io.tagalong.sidecar.connection.Connections;
import io.tagalong.sidecar.connection.HttpIntakes;
import io.tagalong.sidecar.deliver.Deliverer;
import io.tagalong.sidecar.deliver.DeliveryClock;
import io.tagalong.sidecar.deliver.DeliveryEnvironment;
import io.tagalong.sidecar.deliver.HttpConnection;
import io.tagalong.sidecar.deliver.HttpSettings;
import io.tagalong.sidecar.enrich.Enricher;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The part of the composition where data leaves.
 *
 * @param outlet what closed buckets go to
 * @param connections those to manage, where there may be any: a dry run sends nothing anywhere
 */
record Exit(Outlet outlet, Optional<Connections> connections) {
  private static final int LOG_LINES_PER_MINUTE = 1;

  /** Of logs of the past, as those of the present have it. */
  private static final String LOG_SOURCE = "futureagi";

  private static final String LOG_SERVICE = "prism-gateway";

  /**
   * Prepares it by the settings; nothing runs yet.
   *
   * @param version as told to the intake
   * @throws UnavailableException when the folder of connections cannot be used
   */
  static Exit of(
      Settings settings,
      Enricher enricher,
      String version,
      PrintStream standardOutput,
      Surroundings surroundings)
      throws UnavailableException {
    if (!(settings.destination() instanceof Destination.Intakes intakes)) {
      return new Exit(
          new DryRunOutlet(settings.delivery().encoding(), standardOutput), Optional.empty());
    }
    DeliveryEnvironment environment =
        new DeliveryEnvironment(
            DeliveryClock.of(surroundings.clock(), surroundings.time().nanos()),
            () -> ThreadLocalRandom.current().nextLong(),
            surroundings.telemetry(),
            surroundings.log(),
            surroundings.log().limited(LOG_LINES_PER_MINUTE));
    HttpConnection http =
        new HttpConnection(
            new HttpSettings(
                "tagalong-sidecar/" + version,
                HttpSettings.DEADLINE,
                settings.delivery().network()));
    Outlet plain =
        new IntakeOutlet(
            settings.delivery().encoding(),
            Deliverer.toIntakes(
                intakes.endpoints(),
                http,
                settings.maxQueueBytes(),
                settings.delivery().spool(),
                environment));
    if (settings.connections().isEmpty()) {
      return new Exit(plain, Optional.empty());
    }
    Connections connections =
        open(
            settings.connections().get(),
            new Connections.Means(
                new HttpIntakes(
                    http, settings.maxQueueBytes(), settings.delivery().spool(), environment),
                settings.delivery().encoding(),
                environment,
                System.getenv(),
                new GatewayLogs(LOG_SOURCE, LOG_SERVICE, enricher),
                surroundings.clock()));
    return new Exit(new ConnectionOutlet(connections, plain), Optional.of(connections));
  }

  private static Connections open(ConnectionSettings where, Connections.Means means)
      throws UnavailableException {
    try {
      return Connections.open(where, means);
    } catch (IOException unusable) {
      throw new UnavailableException(
          new IOException(
              ("The folder for connections cannot be used (%s). Set TAGALONG_STATE_DIR to one that"
                      + " this user may write to.")
                  .formatted(unusable),
              unusable));
    }
  }
}
