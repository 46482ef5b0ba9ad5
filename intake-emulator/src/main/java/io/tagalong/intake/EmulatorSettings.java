package io.tagalong.intake;

import io.tagalong.intake.http.KeyPolicy;
import io.tagalong.intake.rule.Violation;
import io.tagalong.intake.tls.TlsProfile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * How an emulator is started. Begin with {@link #defaults} and change what must differ.
 *
 * @param address where to listen; port 0 takes any free one
 * @param keys the keys accepted at first; {@link IntakeEmulator#acceptKeys} changes them
 * @param clock judges timestamps; {@link IntakeEmulator#clock} can shift and stop it
 * @param maxPoints the room for points, and as much again for other items; a payload that does not
 *     fit is refused with 429
 * @param tls how it shows itself; see {@link IntakeEmulator#credentials}
 * @param onViolation told of each violation that is kept, by the thread that handles the request
 */
public record EmulatorSettings(
    InetSocketAddress address,
    KeyPolicy keys,
    Clock clock,
    long maxPoints,
    TlsProfile tls,
    Consumer<Violation> onViolation) {

  private static final long DEFAULT_MAX_POINTS = 1_000_000;

  /** Loopback, any free port, no TLS, any well-formed key, the system clock, a million points. */
  public static EmulatorSettings defaults() {
    return new EmulatorSettings(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        KeyPolicy.anyWellFormed(),
        Clock.systemUTC(),
        DEFAULT_MAX_POINTS,
        TlsProfile.PLAIN,
        violation -> {});
  }

  public EmulatorSettings withAddress(InetSocketAddress address) {
    return new EmulatorSettings(address, keys, clock, maxPoints, tls, onViolation);
  }

  public EmulatorSettings withKeys(KeyPolicy keys) {
    return new EmulatorSettings(address, keys, clock, maxPoints, tls, onViolation);
  }

  public EmulatorSettings withClock(Clock clock) {
    return new EmulatorSettings(address, keys, clock, maxPoints, tls, onViolation);
  }

  public EmulatorSettings withMaxPoints(long maxPoints) {
    return new EmulatorSettings(address, keys, clock, maxPoints, tls, onViolation);
  }

  public EmulatorSettings withTls(TlsProfile tls) {
    return new EmulatorSettings(address, keys, clock, maxPoints, tls, onViolation);
  }

  public EmulatorSettings withOnViolation(Consumer<Violation> onViolation) {
    return new EmulatorSettings(address, keys, clock, maxPoints, tls, onViolation);
  }
}
