package io.tagalong.sidecar.logs;

import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.http.Answer;
import io.tagalong.sidecar.http.Handler;
import io.tagalong.sidecar.http.JsonBody;
import io.tagalong.sidecar.http.Refusal;
import io.tagalong.sidecar.http.RefusedException;
import io.tagalong.sidecar.http.Request;
import io.tagalong.sidecar.json.JsonReader;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import io.tagalong.sidecar.webhook.Authentication;
import io.tagalong.sidecar.webhook.Secret;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/**
 * Takes logs as Datadog's own intake does, with its limits. A request is taken as a whole or
 * refused as a whole, so that a sender may repeat it; with 503 when logs cannot leave as fast.
 *
 * <p>Only what says that it is JSON is read. That keeps web pages out, too, which a browser on this
 * machine lets send anything to loopback as long as they do not claim it to be JSON.
 *
 * <p>Threads: those of the connections, any number at a time; bodies are parsed one at a time, so
 * that the memory for them is that of one.
 */
public final class LogIntake implements Handler {
  public static final String PATH = "/api/v2/logs";

  /** "Send logs" (v2): 5 MB, before compression and, here, after it. */
  static final int MAX_BODY_BYTES = 5_000_000;

  private static final Authentication KEY = new Authentication.Key("DD-API-KEY");

  private final Authentication authentication;
  private final List<Secret> keys;
  private final LogBuffer buffer;
  private final Clock clock;
  private final Telemetry telemetry;

  /** Written by the thread that reloads settings, read by those of the connections. */
  private volatile Enricher enricher;

  /**
   * An intake for those who know one of the keys; where there is none, for everybody.
   *
   * @param enricher knows what is added to logs
   */
  public LogIntake(
      List<Secret> keys, LogBuffer buffer, Enricher enricher, Clock clock, Telemetry telemetry) {
    this.authentication = keys.isEmpty() ? new Authentication.Open() : KEY;
    this.keys = List.copyOf(keys);
    this.buffer = buffer;
    this.enricher = enricher;
    this.clock = clock;
    this.telemetry = telemetry;
  }

  /** Applies other rules from now on. */
  public void enrichWith(Enricher newEnricher) {
    enricher = newEnricher;
  }

  @Override
  public int maxBodyBytes(String path) {
    return MAX_BODY_BYTES;
  }

  @Override
  public Answer handle(Request request) throws RefusedException {
    if (!request.path().equals(PATH)) {
      throw new RefusedException(Refusal.UNKNOWN_PATH);
    }
    if (!request.method().equals("POST")) {
      throw new RefusedException(Refusal.UNKNOWN_METHOD);
    }
    if (!authentication.admits(request, keys, clock.instant())) {
      throw new RefusedException(Refusal.UNAUTHORIZED);
    }
    if (!saysThatItIsJson(request)) {
      throw new RefusedException(Refusal.UNKNOWN_TYPE);
    }
    if (!buffer.hasRoom()) {
      throw new RefusedException(Refusal.QUEUE_FULL);
    }
    take(request);
    return Answer.ACCEPTED;
  }

  private synchronized void take(Request request) throws RefusedException {
    List<LogItem> logs =
        new LogReader(enricher, clock.millis())
            .read(JsonBody.read(request, MAX_BODY_BYTES, JsonReader::read));
    if (!buffer.add(logs)) {
      throw new RefusedException(Refusal.QUEUE_FULL);
    }
    telemetry.add(SelfMetric.LOGS, logs.size());
  }

  private static boolean saysThatItIsJson(Request request) {
    List<String> types = request.header("Content-Type");
    return types.size() == 1
        && types
            .get(0)
            .split(";", 2)[0]
            .strip()
            .toLowerCase(Locale.ROOT)
            .equals("application/json");
  }
}
