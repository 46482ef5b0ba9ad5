package io.tagalong.intake;

import io.tagalong.intake.http.AcceptedKeys;
import io.tagalong.intake.http.IntakeServer;
import io.tagalong.intake.http.KeyPolicy;
import io.tagalong.intake.ledger.Ledger;
import io.tagalong.intake.ledger.RequestCount;
import io.tagalong.intake.rule.Violation;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.intake.store.MetricTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/**
 * A running stand-in for Datadog's intake.
 *
 * <p>It answers as the real service does, holds what the real service would hold, and records every
 * fault that it sees, also those that the real service would forgive. A test starts one, points a
 * sender at {@link #uri}, and at the end asserts that {@link #violations} is empty:
 *
 * <pre>{@code
 * try (IntakeEmulator intake = IntakeEmulator.start(EmulatorSettings.defaults())) {
 *   ... send to intake.uri() ...
 *   assertEquals(3, intake.metrics().total("shop.orders.count", "state:paid"));
 *   assertEquals(List.of(), intake.violations());
 * }
 * }</pre>
 *
 * All methods may be called from any thread.
 */
public final class IntakeEmulator implements AutoCloseable {
  private final Ledger ledger;
  private final AcceptedKeys keys;
  private final IntakeServer server;

  private IntakeEmulator(EmulatorSettings settings) throws IOException {
    ledger = new Ledger(settings.clock(), settings.maxPoints(), settings.onViolation());
    keys = new AcceptedKeys(settings.keys());
    server = new IntakeServer(settings.address(), keys, ledger);
  }

  /**
   * Starts listening.
   *
   * @throws IOException if the address cannot be listened on
   */
  public static IntakeEmulator start(EmulatorSettings settings) throws IOException {
    return new IntakeEmulator(settings);
  }

  /** Where to send to, such as {@code http://127.0.0.1:8080}; it has no trailing slash. */
  public URI uri() {
    InetSocketAddress address = server.address();
    String host = address.getAddress().getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
  }

  /** What Datadog would hold now. */
  public HeldMetrics metrics() {
    return ledger.metrics();
  }

  /** The metrics as an aligned table for people. */
  public String table() {
    return MetricTable.of(ledger.metrics());
  }

  /** The first 1000 violations; {@link #violationCount} has all. */
  public List<Violation> violations() {
    return ledger.violations();
  }

  public long violationCount() {
    return ledger.violationCount();
  }

  /** How many requests each intake route answered with each status. */
  public List<RequestCount> requests() {
    return ledger.requests();
  }

  /** A number that changes whenever the metrics may have changed. */
  public long revision() {
    return ledger.revision();
  }

  /** Replaces the keys that are accepted from now on. */
  public void acceptKeys(KeyPolicy policy) {
    keys.replaceBy(policy);
  }

  /** Forgets data, violations and request counts; the accepted keys stay. */
  public void forget() {
    ledger.forget();
  }

  /** Stops listening. What was held can still be asked for. */
  @Override
  public void close() {
    server.close();
  }
}
