package io.tagalong.intake.check;

import io.tagalong.intake.item.Event;
import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.time.Clock;
import java.time.Duration;

/** Checks one event against the limits of its route. */
public final class EventCheck {
  private static final Duration MAX_AGE = Duration.ofHours(18);
  private static final int MAX_TEXT_CHARS = 4000;
  private static final int MAX_AGGREGATION_KEY_CHARS = 100;

  private final Clock clock;
  private final int maxTitleChars;

  private EventCheck(Clock clock, int maxTitleChars) {
    this.clock = clock;
    this.maxTitleChars = maxTitleChars;
  }

  /** Of /api/v1/events, which takes a title of any length. */
  public static EventCheck v1(Clock clock) {
    return new EventCheck(clock, Integer.MAX_VALUE);
  }

  /** Of /api/v2/events. */
  public static EventCheck v2(Clock clock) {
    return new EventCheck(clock, 500);
  }

  public void check(Event event, Findings findings) throws Refusal {
    if (event.timestampSeconds() < clock.instant().minus(MAX_AGE).getEpochSecond()) {
      throw new Refusal(Rule.EVENT_TOO_OLD, "Event too far in the past");
    }
    limit("title", event.title(), maxTitleChars, findings);
    limit("text", event.text(), MAX_TEXT_CHARS, findings);
    Object key = event.fields().getOrDefault("aggregation_key", "");
    limit("aggregation_key", key.toString(), MAX_AGGREGATION_KEY_CHARS, findings);
  }

  private static void limit(String name, String text, int maxChars, Findings findings) {
    if (text.length() > maxChars) {
      findings.add(Rule.EVENT_TOO_LONG, "%s has %d characters".formatted(name, text.length()));
    }
  }
}
