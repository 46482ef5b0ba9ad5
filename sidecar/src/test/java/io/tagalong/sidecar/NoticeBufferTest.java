package io.tagalong.sidecar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.dogstatsd.Event;
import io.tagalong.sidecar.dogstatsd.Event.AlertType;
import io.tagalong.sidecar.dogstatsd.Event.Priority;
import io.tagalong.sidecar.dogstatsd.Origin;
import io.tagalong.sidecar.dogstatsd.ServiceCheck;
import io.tagalong.sidecar.encode.CheckItem;
import io.tagalong.sidecar.encode.EventItem;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NoticeBufferTest {
  private final NoticeBuffer buffer =
      new NoticeBuffer(new Enricher(EnrichmentSettings.none(), List.of(), "web-1"));

  @Test
  void completesWhatTheSenderLeftOut() {
    assertTrue(buffer.add(event("Deploy", "done"), 1700));
    assertTrue(buffer.add(check("db.up", "slow"), 1701));

    Notices taken = buffer.take(1705);

    assertEquals(
        List.of(
            new EventItem(
                "Deploy", "done", 1700, "web-1", "key", null, "low", "error", List.of("a:b"))),
        taken.events());
    assertEquals(
        List.of(new CheckItem("db.up", "db-7", 2, 1600, "slow", List.of("a:b"))), taken.checks());
    assertEquals(1705, taken.takenSeconds());
  }

  @Test
  void beginsAnewWhenEverythingWasTaken() {
    assertTrue(buffer.add(event("a", "b"), 1));
    assertEquals(1, buffer.take(2).items());

    assertEquals(0, buffer.take(3).items());
  }

  @Test
  void refusesMoreThanItsNumberUntilItIsEmptied() {
    for (int i = 0; i < NoticeBuffer.MAX_ITEMS; i++) {
      assertTrue(i % 2 == 0 ? buffer.add(event("a", "b"), 1) : buffer.add(check("a", "b"), 1));
    }

    assertFalse(buffer.add(event("a", "b"), 1));
    assertFalse(buffer.add(check("a", "b"), 1));
    assertEquals(NoticeBuffer.MAX_ITEMS, buffer.take(2).items());
    assertTrue(buffer.add(event("a", "b"), 1));
  }

  @Test
  void refusesMoreCharactersThanItHolds() {
    String half = "x".repeat(NoticeBuffer.MAX_CHARACTERS / 2);

    assertTrue(buffer.add(event("a", half), 1));
    assertFalse(buffer.add(event("a", half), 1));
    assertTrue(buffer.add(event("a", "small"), 1));
  }

  private static Event event(String title, String text) {
    return new Event(
        title,
        text,
        0,
        null,
        "key",
        null,
        Priority.LOW,
        AlertType.ERROR,
        List.of("a:b"),
        Origin.NONE);
  }

  private static ServiceCheck check(String name, String message) {
    return new ServiceCheck(name, 2, 1600, "db-7", message, List.of("a:b"), Origin.NONE);
  }
}
