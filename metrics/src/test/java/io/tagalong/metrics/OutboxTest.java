package io.tagalong.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final long NOW = 1_700_000_003;

  private final Losses losses = Given.losses();
  private final Answers intake = new Answers();
  private final Outbox outbox = new Outbox(intake, losses);

  @Test
  void triesAgainWhatMaySucceedAndGivesUpWhatIsRefused() {
    outbox.add(List.of(new Body("/p", "1", 1, NOW), new Body("/p", "2", 2, NOW)));
    outbox.add(List.of(new Body("/p", "3", 4, NOW)));
    intake.statuses.addAll(List.of(0, 503, 202, 403, 202));

    outbox.deliver();
    outbox.deliver();
    outbox.deliver();

    assertEquals(List.of("/p 1", "/p 1", "/p 1", "/p 2", "/p 3"), intake.bodies);
    assertEquals(2, losses.counts().get("refused"));
    outbox.close();
    assertEquals(0, losses.counts().get("undelivered"));
  }

  @Test
  void givesUpTheOldestOfWhatIsTooMuchThroughAnOutage() {
    for (int i = 0; i < 9; i++) {
      outbox.add(List.of(new Body("/p", "x".repeat(1_000_000), 2, NOW)));
    }
    intake.statuses.add(0);

    outbox.deliver();
    outbox.trim(NOW);

    assertEquals(2, losses.counts().get("undelivered"));
    outbox.close();
    assertEquals(18, losses.counts().get("undelivered"));
  }

  @Test
  void givesUpWhatDatadogNoLongerTakes() {
    outbox.add(List.of(new Body("/p", "old", 1, NOW - 3601), new Body("/p", "new", 1, NOW - 3600)));

    outbox.trim(NOW);
    outbox.deliver();

    assertEquals(List.of("/p new"), intake.bodies);
    assertEquals(1, losses.counts().get("undelivered"));
  }

  @Test
  void losesNothingOfALargeWindowThatDatadogTakes() {
    for (int i = 0; i < 100; i++) {
      outbox.add(List.of(new Body("/p", "x".repeat(150_000), 1, NOW)));
    }

    outbox.deliver();
    outbox.trim(NOW);

    assertEquals(100, intake.bodies.size());
    assertEquals(0, losses.counts().get("undelivered"));
  }
}
