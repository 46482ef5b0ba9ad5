package io.tagalong.intake.check;

import io.tagalong.intake.item.Event;
import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Checks one event against the age and the limits of its route. */
public final class EventCheck {
  private static final Duration MAX_AGE = Duration.ofHours(18);

  /** Datadog's API reference, "Post an event" (v1); a title may have any length. */
  private static final EventLimits V1 =
      new EventLimits(Map.of("text", 4000, "aggregation_key", 100), Map.of(), Set.of());

  /** Datadog's API reference, "Post an event" (v2). */
  private static final EventLimits V2 =
      new EventLimits(
          Map.of(
              "title", 500,
              "message", 4000,
              "host", 255,
              "aggregation_key", 100,
              "attributes.changed_resource.name", 128,
              "attributes.author.name", 128,
              "attributes.links.title", 300,
              "attributes.links.url", 2048),
          Map.of("tags", 100, "attributes.impacted_resources", 100, "attributes.links", 20),
          Set.of(
              "attributes.prev_value",
              "attributes.new_value",
              "attributes.change_metadata",
              "attributes.custom"));

  private final Clock clock;
  private final EventLimits limits;

  private EventCheck(Clock clock, EventLimits limits) {
    this.clock = clock;
    this.limits = limits;
  }

  /** Of /api/v1/events. */
  public static EventCheck v1(Clock clock) {
    return new EventCheck(clock, V1);
  }

  /** Of /api/v2/events. */
  public static EventCheck v2(Clock clock) {
    return new EventCheck(clock, V2);
  }

  public void check(Event event, Findings findings) throws Refusal {
    if (event.timestampSeconds() < clock.instant().minus(MAX_AGE).getEpochSecond()) {
      throw new Refusal(Rule.EVENT_TOO_OLD, "Event too far in the past");
    }
    limits.check(event.fields(), findings);
  }
}
