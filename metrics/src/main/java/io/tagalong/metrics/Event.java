package io.tagalong.metrics;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something that happened, for Datadog's event stream. Immutable. */
public final class Event {
  /** How bad it is. */
  public enum AlertType {
    ERROR,
    WARNING,
    INFO,
    SUCCESS;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How much it matters. */
  public enum Priority {
    NORMAL,
    LOW;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String title;
  private final String message;
  private final @Nullable AlertType alertType;
  private final @Nullable String aggregationKey;
  private final @Nullable String sourceTypeName;
  private final @Nullable Priority priority;

  private Event(
      String title,
      String message,
      @Nullable AlertType alertType,
      @Nullable String aggregationKey,
      @Nullable String sourceTypeName,
      @Nullable Priority priority) {
    this.title = title;
    this.message = message;
    this.alertType = alertType;
    this.aggregationKey = aggregationKey;
    this.sourceTypeName = sourceTypeName;
    this.priority = priority;
  }

  public static Event of(String title, String message) {
    return new Event(title, message, null, null, null, null);
  }

  public Event alertType(AlertType alertType) {
    return new Event(title, message, alertType, aggregationKey, sourceTypeName, priority);
  }

  /** Events with the same key are shown as one; at most 100 characters. */
  public Event aggregationKey(String aggregationKey) {
    return new Event(title, message, alertType, aggregationKey, sourceTypeName, priority);
  }

  public Event sourceTypeName(String sourceTypeName) {
    return new Event(title, message, alertType, aggregationKey, sourceTypeName, priority);
  }

  public Event priority(Priority priority) {
    return new Event(title, message, alertType, aggregationKey, sourceTypeName, priority);
  }

  String title() {
    return title;
  }

  String message() {
    return message;
  }

  @Nullable AlertType alertType() {
    return alertType;
  }

  @Nullable String aggregationKey() {
    return aggregationKey;
  }

  @Nullable String sourceTypeName() {
    return sourceTypeName;
  }

  @Nullable Priority priority() {
    return priority;
  }
}
