package io.tagalong.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LogTest {
  private final CapturedLog captured = new CapturedLog();
  private final Log log = captured.log();

  @Test
  void printsALineOnceWhenItRepeats() {
    log.say("cannot send");
    log.say("cannot send");
    log.say("other");

    assertEquals(2, captured.lineCount());
    assertTrue(captured.text().startsWith("[tagalong] cannot send"));
  }

  @Test
  void stopsPrintingWhenThereAreTooManyDistinctLines() {
    for (int i = 0; i < 10_000; i++) {
      log.say("line " + i);
    }

    assertEquals(100, captured.lineCount());
  }

  @Test
  void countsEverySuppressedErrorAndNamesItsPlace() {
    for (int i = 0; i < 5; i++) {
      log.suppressed(new IllegalStateException("boom"));
    }

    assertEquals(5, log.suppressedErrors());
    assertEquals(1, captured.lineCount());
    assertTrue(captured.text().contains("IllegalStateException: boom at "), captured.text());
  }
}
