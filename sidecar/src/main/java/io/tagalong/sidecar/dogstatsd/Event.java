package io.tagalong.sidecar.dogstatsd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event message, as the sender wrote it.
 *
 * @param title never empty; may hold newlines, as may the text
 * @param timestampSeconds Unix time; 0 stands for the time of receipt
 * @param hostname null when there is no {@code h:}; so for the other texts
 * @param tags in the sender's order, with duplicates and empty ones
 */
public record Event(
    String title,
    String text,
    long timestampSeconds,
    @Nullable String hostname,
    @Nullable String aggregationKey,
    @Nullable String sourceTypeName,
    Priority priority,
    AlertType alertType,
    List<String> tags,
    Origin origin) {
  /** {@code p:}, the word in small letters. */
  public enum Priority {
    NORMAL,
    LOW
  }

  /** {@code t:}, the word in small letters. */
  public enum AlertType {
    ERROR,
    WARNING,
    INFO,
    SUCCESS
  }
}
