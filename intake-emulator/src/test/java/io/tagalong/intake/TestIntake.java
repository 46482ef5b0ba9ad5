package io.tagalong.intake;

import io.tagalong.intake.rule.Rule;
import io.tagalong.intake.rule.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** An emulator whose clock stands at the golden bodies' time, and a client that talks to it. */
public final class TestIntake implements AutoCloseable {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(SeriesBody.NOW_SECONDS), ZoneOffset.UTC);

  private final IntakeEmulator emulator;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public TestIntake() {
    this(settings -> settings);
  }

  public TestIntake(UnaryOperator<EmulatorSettings> change) {
    try {
      emulator = IntakeEmulator.start(change.apply(EmulatorSettings.defaults().withClock(CLOCK)));
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  public IntakeEmulator emulator() {
    return emulator;
  }

  public HttpResponse<String> send(Call call) throws IOException, InterruptedException {
    return client.send(call.to(emulator.uri()), BodyHandlers.ofString());
  }

  public CompletableFuture<HttpResponse<String>> sendAsync(Call call) {
    return client.sendAsync(call.to(emulator.uri()), BodyHandlers.ofString());
  }

  public int status(Call call) throws IOException, InterruptedException {
    return send(call).statusCode();
  }

  /** The broken rules in the order in which they were found. */
  public List<Rule> brokenRules() {
    return emulator.violations().stream().map(Violation::rule).toList();
  }

  @Override
  public void close() {
    emulator.close();
  }
}
