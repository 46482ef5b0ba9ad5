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
  void saysEverythingAgainAfterAChange() {
    for (int i = 0; i < 1_000; i++) {
      log.say("line " + i);
    }
    log.startAfresh();
    log.say("line 0");
    log.say("line 0");

    assertEquals(101, captured.lineCount());
  }

  /** An error that tells how often its text was made. */
  private static final class Counted extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private int texts;

    @Override
    public String getMessage() {
      texts++;
      return "text " + texts;
    }
  }

  @Test
  void makesFewTextsOfErrorsThatRepeat() {
    Counted error = new Counted();
    for (int i = 0; i < 1_000; i++) {
      log.report(error);
    }
    log.count();

    assertEquals(1_001, log.suppressedErrors());
    assertEquals(5, error.texts);
    assertEquals(5, captured.lineCount());
  }

  @Test
  void countsEverySuppressedErrorAndNamesItsPlace() {
    for (int i = 0; i < 5; i++) {
      log.report(new IllegalStateException("boom"));
    }

    assertEquals(5, log.suppressedErrors());
    assertEquals(1, captured.lineCount());
    assertTrue(captured.text().contains("IllegalStateException: boom at "), captured.text());
  }
}
