package io.tagalong.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final Losses losses = Given.losses();
  private final Answers intake = new Answers();

  @Test
  void triesAgainWhatMaySucceedAndGivesUpWhatIsRefused() {
    Outbox outbox = new Outbox(intake, losses);
    outbox.add(List.of(new Body("/p", "1", 1), new Body("/p", "2", 2), new Body("/p", "3", 4)));
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
  void boundsWhatWaitsThroughAnOutage() {
    Outbox outbox = new Outbox(intake, losses);
    for (int i = 0; i < 65; i++) {
      outbox.add(List.of(new Body("/p", "x", 2)));
    }

    assertEquals(10, losses.counts().get("undelivered"));
    intake.statuses.add(0);
    outbox.deliver();
    outbox.close();
    assertEquals(130, losses.counts().get("undelivered"));
  }
}
