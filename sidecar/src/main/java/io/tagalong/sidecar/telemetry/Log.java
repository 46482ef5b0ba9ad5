package io.tagalong.sidecar.telemetry;

import java.io.PrintStream;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/**
 * The sidecar's only logger: one line of plain text per message, as {@code 2026-01-31T09:30:00.125Z
 * WARN message}.
 *
 * <p>Control characters in a message are written as escapes: a message may quote what a sender
 * sent, and a sender must not be able to forge a line. Any thread may log; each line is one call to
 * the stream, which keeps lines whole.
 */
public final class Log {
  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private final PrintStream out;
  private final Clock clock;

  public Log(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  public void info(String message) {
    write("INFO", message);
  }

  public void warn(String message) {
    write("WARN", message);
  }

  public void error(String message) {
    write("ERROR", message);
  }

  /** A log for repeated warnings, at most so many lines a minute per key. */
  public LimitedLog limited(int linesPerMinute) {
    return new LimitedLog(this, linesPerMinute, clock);
  }

  private void write(String level, String message) {
    StringBuilder line = new StringBuilder(message.length() + 32);
    MILLISECONDS.formatTo(clock.instant(), line);
    line.append(' ').append(level).append(' ');
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      if (Character.isISOControl(c)) {
        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    out.println(line);
  }
}
