package io.tagalong.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecorderTest {
  private static final Details NONE = Details.none();

  private final Recorded backend = new Recorded();
  private final Losses losses = Given.losses();
  private double drawn = 0.5;
  private long nanos;

  private Recorder recorder(Map<String, String> environment) {
    return new Recorder(Given.settings(environment), backend, losses, () -> drawn, () -> nanos);
  }

  private void incr(Recorder recorder, String key, double amount, Details details) {
    recorder.record(Sample.Kind.INCR, key, amount, details);
  }

  @Test
  void handsCallsToTheBackendAsTheyAre() {
    Recorder recorder = recorder(Map.of());

    incr(recorder, "login.attempt", 1, NONE.instance("failure").sampleRate(1));
    recorder.record(Sample.Kind.TIMING, "events.latency", 12.5, NONE.tag("from_relay", true));
    recorder.event(Event.of("deploy", "done"), NONE.tag("env", "it").tag("absent", null));

    assertEquals(
        List.of(
            "INCR login.attempt 1 @1.0 {} failure",
            "TIMING events.latency 12.5 @1.0 {from_relay=true} null",
            "event deploy {env=it} null"),
        backend.lines);
  }

  @Test
  void putsTagsOfTheThreadOverThoseOfAllAndTagsOfTheCallOverBoth() {
    Recorder recorder = recorder(Map.of());

    try (TagScope all =
        recorder.globalTags().addForAllThreads(Map.of("a", "all", "b", "all", "c", "all"))) {
      try (TagScope thread = recorder.globalTags().add(Map.of("a", "thread", "b", "thread"))) {
        incr(recorder, "k", thread.tags().size(), NONE.tag("a", "call"));
      }
      incr(recorder, "k", all.tags().size(), NONE);
    }
    incr(recorder, "k", 1, NONE);

    assertEquals(
        List.of(
            "INCR k 2 @1.0 {a=call, b=thread, c=all} null",
            "INCR k 3 @1.0 {a=all, b=all, c=all} null",
            "INCR k 1 @1.0 {} null"),
        backend.lines);
  }

  @Test
  void keepsTagsOfAThreadFromOtherThreads() throws InterruptedException {
    Recorder recorder = recorder(Map.of());

    try (TagScope scope = recorder.globalTags().add(Map.of("a", "mine"))) {
      Thread other = new Thread(() -> incr(recorder, "k", 1, NONE));
      other.start();
      other.join();
      incr(recorder, scope.tags().toString(), 1, NONE);
    }

    assertEquals(
        List.of("INCR k 1 @1.0 {} null", "INCR {a=mine} 1 @1.0 {a=mine} null"), backend.lines);
  }

  @Test
  void recordsThePartOfTheCallsThatTheRateSays() {
    Recorder recorder = recorder(Map.of("SENTRY_METRICS_SAMPLE_RATE", "0.25"));

    drawn = 0.75;
    incr(recorder, "kept", 1, NONE);
    drawn = 0.74;
    incr(recorder, "left.out", 1, NONE);
    incr(recorder, "own.rate", 1, NONE.sampleRate(0.5));
    incr(recorder, "never", 1, NONE.sampleRate(0));
    incr(recorder, "always", 1, NONE.sampleRate(3));

    assertEquals(
        List.of(
            "INCR kept 1 @0.25 {} null",
            "INCR own.rate 1 @0.5 {} null",
            "INCR always 1 @1.0 {} null"),
        backend.lines);
  }

  @Test
  void countsInternallyOnlyWhatAsksForIt() {
    Recorder recorder = recorder(Map.of("SENTRY_METRICS_SKIP_INTERNAL_PREFIXES", "['jobs.']"));
    Details internal = NONE.skipInternal(false);
    drawn = 0.9;

    incr(recorder, "skipped", 1, NONE);
    incr(recorder, "jobs.done", 1, internal);
    incr(recorder, "login", 3, internal.instance("failure").sampleRate(0.2));

    assertEquals(Map.of("login.failure", 15L), recorder.internalCounts());
    assertEquals(
        List.of(
            "INCR skipped 1 @1.0 {} null",
            "INCR jobs.done 1 @1.0 {} null",
            "INCR login 3 @0.2 {} failure",
            "INCR internal_metrics.incr 1 @0.2 {} login"),
        backend.lines);
  }

  @Test
  void countsNothingInternallyWhenAllOfItIsSkipped() {
    Recorder recorder = recorder(Map.of("SENTRY_METRICS_SKIP_ALL_INTERNAL", "True"));

    incr(recorder, "login", 1, NONE.skipInternal(false));

    assertEquals(Map.of(), recorder.internalCounts());
    assertEquals(List.of("INCR login 1 @1.0 {} null"), backend.lines);
  }

  @Test
  void boundsTheInternalCounts() {
    Recorder recorder = recorder(Map.of());

    for (int i = 0; i < 1100; i++) {
      incr(recorder, "key" + i, 1, NONE.skipInternal(false));
    }

    assertEquals(1001, recorder.internalCounts().size());
    assertEquals(100, recorder.internalCounts().get("overflow"));
  }

  @Test
  void leavesBadTagsOut() {
    Recorder recorder = recorder(Map.of("TAGALONG_METRICS_BAD_TAGS_ALLOWED_FOR", "free,other"));
    Details details =
        NONE.tags(Map.of("user_id", 7, "event", "x", "project", 1, "group", 2, "use_case_id", "s"));

    incr(recorder, "k", 1, details.tag("good", 1));
    incr(recorder, "free", 1, NONE.tag("user_id", 7));

    assertEquals(
        List.of("INCR k 1 @1.0 {good=1, use_case_id=s} null", "INCR free 1 @1.0 {user_id=7} null"),
        backend.lines);
  }

  @Test
  void refusesBadTagsWhenTheyAreDisallowed() {
    Recorder recorder = recorder(Map.of("SENTRY_METRICS_DISALLOW_BAD_TAGS", "true"));

    String message = Given.refusal(() -> incr(recorder, "k", 1, NONE.tag("user_id", 7)));

    assertTrue(message.contains("'k'") && message.contains("'user_id'"), message);
    assertEquals(List.of(), backend.lines);
  }

  @Test
  void survivesAndCountsFailuresOfTheBackend() {
    backend.fails = true;
    Recorder recorder = recorder(Map.of());

    incr(recorder, "k", 1, NONE);
    recorder.event(Event.of("title", ""), NONE);

    assertEquals(2, recorder.losses().get("backend_failed"));
  }

  @Test
  void losesAndCountsEventsWithoutATitle() {
    Recorder recorder = recorder(Map.of());

    recorder.event(Event.of(" ", "text"), NONE);

    assertEquals(1, recorder.losses().get("no_name"));
    assertEquals(List.of(), backend.lines);
  }

  @Test
  void losesAndCountsWhatIsNoNumber() {
    Recorder recorder = recorder(Map.of());

    recorder.record(Sample.Kind.GAUGE, "k", Double.NaN, NONE);
    recorder.record(Sample.Kind.GAUGE, "k", Double.NEGATIVE_INFINITY, NONE);
    recorder.record(Sample.Kind.GAUGE, "k", 1, NONE.sampleRate(Double.NaN));

    assertEquals(3, recorder.losses().get("not_a_number"));
    assertEquals(List.of(), backend.lines);
  }

  @Test
  void timesInSecondsAndSaysHowItEnded() {
    Recorder recorder = recorder(Map.of());

    try (Timer timer = recorder.timer("job", NONE)) {
      nanos += 1_500_000_000;
      timer.tag("size", 3).succeeded();
    }
    try (Timer failing = recorder.timer("job", NONE)) {
      failing.tag("size", 4);
    }

    assertEquals(
        List.of(
            "TIMER job 1.5 @1.0 {result=success, size=3} null",
            "TIMER job 0 @1.0 {result=failure, size=4} null"),
        backend.lines);
  }
}
