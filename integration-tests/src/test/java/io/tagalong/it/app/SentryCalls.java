package io.tagalong.it.app;

import io.tagalong.metrics.Details;
import io.tagalong.metrics.Event;
import io.tagalong.metrics.Metrics;
import io.tagalong.metrics.TagScope;
import io.tagalong.metrics.Timer;
import java.util.Map;

/** An application that uses the metrics jar as Sentry uses its own facade. */
public final class SentryCalls {
  private SentryCalls() {}

  /** Calls everything once, counts {@code NUMBER} logins, and prints what was lost. */
  public static void main(String[] arguments) throws Exception {
    Details failure = Details.none().instance("failure").skipInternal(true).sampleRate(1);
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      Metrics.incr("login.attempt", 1, failure);
    }
    try (TagScope all = Metrics.globalTagsOfAllThreads(Map.of("region", "eu"));
        TagScope mine = Metrics.globalTags(Map.of("user_id", 7, "Plan", "Free"))) {
      Metrics.timing("events.latency", 250, Details.none().tag("from_relay", true));
      Metrics.distribution("events.size", 12.5);
      Metrics.gauge("tasks.refreshed", 17);
      Metrics.incr("jobs", 2, Details.none().skipInternal(false).instance("nightly"));
      System.out.println(all.equals(mine));
    }
    try (Timer timer = Metrics.timer("job")) {
      timer.succeeded();
    }
    Metrics.timed("work", () -> "done");
    Metrics.event(
        Event.of("Deploy", "of 1.2").alertType(Event.AlertType.SUCCESS),
        Details.none().tag("v", 1));
    System.out.println(Metrics.internalCounts() + " " + Metrics.losses());
  }
}
