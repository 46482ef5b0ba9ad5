package io.tagalong.intake.control;

import io.tagalong.intake.clock.EmulatorClock;
import io.tagalong.intake.fault.FaultJson;
import io.tagalong.intake.fault.FaultScript;
import io.tagalong.intake.http.AcceptedKeys;
import io.tagalong.intake.http.IntakeRoute;
import io.tagalong.intake.http.KeyPolicy;
import io.tagalong.intake.json.JsonObject;
import io.tagalong.intake.json.StrictJson;
import io.tagalong.intake.rule.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** What the control API can change in a running emulator. */
public final class Levers {
  /** Within it an offset can be added to any time of day without an overflow. */
  private static final long MAX_SECONDS = 1L << 40;

  private final FaultScript faults;
  private final EmulatorClock clock;
  private final AcceptedKeys keys;

  public Levers(FaultScript faults, EmulatorClock clock, AcceptedKeys keys) {
    this.faults = faults;
    this.clock = clock;
    this.keys = keys;
  }

  /**
   * Appends steps to the fault script.
   *
   * @param json one step or a list of them
   * @throws IllegalArgumentException if it is not of that form; the message says what would be
   */
  public void addFaults(String json) {
    try {
      for (JsonObject step : StrictJson.oneOrMore(json.getBytes(StandardCharsets.UTF_8))) {
        FaultJson.addTo(faults, step, IntakeRoute.labels());
      }
    } catch (Refusal e) {
      throw new IllegalArgumentException(e.detail(), e);
    }
  }

  void clearFaults() {
    faults.clear();
  }

  /** {@code {"now_seconds": n}} stops the clock, {@code {"offset_seconds": n}} shifts it. */
  void setClock(JsonObject change) throws Refusal {
    if (change.has("now_seconds")) {
      clock.stopAt(Instant.ofEpochSecond(seconds(change, "now_seconds")));
    } else {
      clock.shiftBy(Duration.ofSeconds(seconds(change, "offset_seconds")));
    }
    change.refuseOthers();
  }

  void resetClock() {
    clock.reset();
  }

  /** {@code {"accept": [keys]}} accepts these only, {@code {"revoke": [keys]}} refuses these. */
  void setKeys(JsonObject change) throws Refusal {
    if (change.has("accept")) {
      keys.replaceBy(KeyPolicy.only(change.texts("accept").toArray(String[]::new)));
    }
    change.texts("revoke").forEach(keys::revoke);
    change.refuseOthers();
  }

  private static long seconds(JsonObject change, String name) throws Refusal {
    long seconds = change.integer(name);
    if (Math.abs(seconds) > MAX_SECONDS) {
      throw new IllegalArgumentException(name + " must be within 2^40, not " + seconds);
    }
    return seconds;
  }
}
