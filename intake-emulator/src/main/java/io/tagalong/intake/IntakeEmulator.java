package io.tagalong.intake;

import io.tagalong.intake.clock.EmulatorClock;
import io.tagalong.intake.control.ControlHandler;
import io.tagalong.intake.control.Levers;
import io.tagalong.intake.fault.FaultScript;
import io.tagalong.intake.http.AcceptedKeys;
import io.tagalong.intake.http.IntakeHandler;
import io.tagalong.intake.http.KeyPolicy;
import io.tagalong.intake.ledger.Held;
import io.tagalong.intake.ledger.Ledger;
import io.tagalong.intake.ledger.RequestCount;
import io.tagalong.intake.net.Handler;
import io.tagalong.intake.net.HttpServer;
import io.tagalong.intake.net.Transport;
import io.tagalong.intake.rule.Violation;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.intake.store.MetricTable;
import io.tagalong.intake.store.SeriesHistory;
import io.tagalong.intake.tls.Credentials;
import io.tagalong.intake.tls.TlsTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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
  private final EmulatorClock clock;
  private final Ledger ledger;
  private final AcceptedKeys keys;
  private final FaultScript faults = new FaultScript();
  private final Levers levers;
  private final Optional<Credentials> credentials;
  private final HttpServer server;

  private IntakeEmulator(EmulatorSettings settings, Optional<Credentials> credentials)
      throws IOException {
    this.credentials = credentials;
    clock = new EmulatorClock(settings.clock());
    ledger = new Ledger(clock, settings.maxPoints(), settings.onViolation());
    keys = new AcceptedKeys(settings.keys());
    levers = new Levers(faults, clock, keys);
    Transport transport =
        credentials.isPresent()
            ? new TlsTransport(settings.tls(), credentials.get(), faults)
            : Transport.PLAIN;
    IntakeHandler intake = new IntakeHandler(faults, keys, clock, ledger);
    Handler control = new ControlHandler(ledger, levers);
    server =
        new HttpServer(
            settings.address(),
            transport,
            clock,
            exchange ->
                (ControlHandler.owns(exchange.head().path()) ? control : intake).handle(exchange),
            intake::refuseMalformed);
  }

  /**
   * Starts listening.
   *
   * @throws IOException if the address cannot be listened on, or there is TLS to be and the running
   *     Java cannot make certificates
   */
  public static IntakeEmulator start(EmulatorSettings settings) throws IOException {
    Optional<Credentials> credentials =
        settings.tls().isEncrypted()
            ? Optional.of(Credentials.generate(settings.tls()))
            : Optional.empty();
    try {
      return new IntakeEmulator(settings, credentials);
    } catch (IOException e) {
      credentials.ifPresent(Credentials::close);
      throw e;
    }
  }

  /** Where to send to, such as {@code http://127.0.0.1:8080}; it has no trailing slash. */
  public URI uri() {
    InetSocketAddress address = server.address();
    String host = address.getAddress().getHostAddress();
    return URI.create(
        (credentials.isPresent() ? "https://" : "http://")
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + address.getPort());
  }

  /** The certificate files; empty without TLS. They are deleted when the emulator is closed. */
  public Optional<Credentials> credentials() {
    return credentials;
  }

  /** The clock that judges timestamps and gives the Date header. */
  public EmulatorClock clock() {
    return clock;
  }

  /** What goes wrong next. */
  public FaultScript faults() {
    return faults;
  }

  /** The same changes as over the control API, in its words. */
  public Levers levers() {
    return levers;
  }

  /** Everything that is held now, of one moment. */
  public Held held() {
    return ledger.held();
  }

  /**
   * Waits until what is held meets the condition, which is asked after every change.
   *
   * @return whether it did so in time
   */
  public boolean await(Predicate<Held> condition, Duration atMost) throws InterruptedException {
    return ledger.await(condition, atMost);
  }

  /** What Datadog would hold now. */
  public HeldMetrics metrics() {
    return ledger.metrics();
  }

  /** What Datadog would show of each series of a metric, point by point. */
  public List<SeriesHistory> historiesOf(String metric) {
    return ledger.historiesOf(metric);
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

  /** Accepts this key no more. */
  public void revokeKey(String key) {
    keys.revoke(key);
  }

  /** Forgets data, violations and request counts; keys, clock and faults stay. */
  public void forget() {
    ledger.forget();
  }

  /** Stops listening. What was held can still be asked for. */
  @Override
  public void close() {
    server.close();
    credentials.ifPresent(Credentials::close);
  }
}
