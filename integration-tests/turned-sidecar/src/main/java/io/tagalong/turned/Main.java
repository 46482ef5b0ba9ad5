package io.tagalong.turned;

import io.tagalong.sidecar.Sidecar;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The sidecar's own program under a time that stands still.
 *
 * <p>The first argument is the instant at which it does, the others are the sidecar's. Each line on
 * standard input turns the time by two durations, first what the wall clock shows, then what has
 * passed: {@code PT10S PT10S} for ten seconds, {@code PT-24H PT0S} for a clock that is set back. It
 * is answered by a line {@code turn N}, from 1, when what was due by then has been encoded. At the
 * end of standard input the sidecar ends as at SIGTERM, so that none outlives who started it.
 */
public final class Main {

  private Main() {}

  /** Ends the process at the end of standard input. */
  public static void main(String[] arguments) throws IOException {
    TurnedTime time = new TurnedTime(Instant.parse(arguments[0]));
    AtomicReference<Sidecar> started = new AtomicReference<>();
    io.tagalong.sidecar.cli.Main.run(
        time.time(), started::set, Arrays.copyOfRange(arguments, 1, arguments.length));
    Sidecar sidecar = Objects.requireNonNull(started.get(), "asked for help, and not to start");
    follow(
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        sidecar,
        time);
    System.exit(0);
  }

  private static void follow(BufferedReader input, Sidecar sidecar, TurnedTime time)
      throws IOException {
    int turns = 0;
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] steps = line.split(" ", 2);
      Duration wallStep = Duration.parse(steps[0]);
      Duration passed = Duration.parse(steps[1]);
      sidecar.turnTime(() -> time.turn(wallStep, passed));
      turns++;
      System.out.println("turn " + turns);
    }
  }
}
