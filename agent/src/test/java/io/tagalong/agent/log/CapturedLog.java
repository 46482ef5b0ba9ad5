package io.tagalong.agent.log;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A log whose lines a test can read. */
public final class CapturedLog {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Log log = new Log(new PrintStream(printed, true, StandardCharsets.UTF_8));

  public Log log() {
    return log;
  }

  /** Everything printed so far. */
  public String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  public long lineCount() {
    return text().lines().count();
  }
}
