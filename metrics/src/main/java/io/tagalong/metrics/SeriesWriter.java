package io.tagalong.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes series and events as Datadog's API reads them: {@code POST /api/v2/series} and {@code POST
 * /api/v1/events}, with JSON. Owned by the flush thread.
 */
final class SeriesWriter {
  /** The types of Datadog's series, API v2. */
  private static final int COUNT = 1;

  private static final int GAUGE = 3;

  /**
   * The documented limit is 512 000 bytes of what is sent; this leaves room for one more series.
   */
  private static final int MAX_CHARS = 150_000;

  /** As documented for the text of an event. */
  private static final int MAX_TEXT = 4000;

  /** As documented for its aggregation key; no other word of an event is longer. */
  private static final int MAX_WORD = 100;

  private final String prefix;
  private final BackendTags tags;
  private final String host;
  private final Losses losses;

  private final StringBuilder series = new StringBuilder();
  private final List<Body> bodies = new ArrayList<>();
  private int items;

  /** The time of these items. */
  private long itemSeconds;

  SeriesWriter(String prefix, BackendTags tags, String host, Losses losses) {
    this.prefix = prefix;
    this.tags = tags;
    this.host = host;
    this.losses = losses;
  }

  /**
   * The name under which a key arrives; empty if nothing of it is left.
   *
   * @param room for a suffix of so many characters
   */
  String name(String key, int room) {
    return NormalForm.name(prefix + key, NormalForm.MAX_LENGTH - room);
  }

  SortedSet<String> tags(Map<String, String> called, @Nullable String instance) {
    return NormalForm.tags(tags.over(called, instance));
  }

  /** Adds the sum of one window. */
  void count(String name, SortedSet<String> tags, long startSeconds, double value) {
    add(name, COUNT, tags, startSeconds, value);
  }

  /** Adds what one window says of a value at one moment. */
  void gauge(String name, SortedSet<String> tags, long startSeconds, double value) {
    add(name, GAUGE, tags, startSeconds, value);
  }

  private void add(String name, int type, SortedSet<String> tags, long startSeconds, double value) {
    if (!Double.isFinite(value)) {
      losses.add(Losses.Reason.NOT_A_NUMBER, 1);
      return;
    }
    itemSeconds = startSeconds;
    series.append(items == 0 ? "{\"series\":[" : ",");
    Json.text(name, series.append("{\"metric\":")).append(",\"type\":").append(type);
    if (type == COUNT) {
      series.append(",\"interval\":").append(Window.SECONDS);
    }
    series.append(",\"points\":[{\"timestamp\":").append(startSeconds);
    series.append(",\"value\":").append(PlainNumber.of(value)).append("}]");
    Json.text(host, series.append(",\"resources\":[{\"type\":\"host\",\"name\":")).append("}]");
    Json.texts(tags, series.append(",\"tags\":")).append('}');
    items++;
    if (series.length() > MAX_CHARS) {
      cut();
    }
  }

  private void cut() {
    if (items > 0) {
      bodies.add(new Body("/api/v2/series", series.append("]}").toString(), items, itemSeconds));
      series.setLength(0);
      items = 0;
    }
  }

  /** Ends and gives away the bodies of everything that was added. */
  List<Body> take() {
    cut();
    List<Body> taken = new ArrayList<>(bodies);
    bodies.clear();
    return taken;
  }

  /** The body of one event. */
  Body event(Event event, SortedSet<String> tags, long seconds) {
    StringBuilder json = new StringBuilder("{\"title\":");
    Json.text(event.title(), json).append(",\"text\":");
    Json.text(cut(event.message(), MAX_TEXT), json);
    json.append(",\"date_happened\":").append(seconds).append(",\"host\":");
    Json.text(host, json);
    field("aggregation_key", event.aggregationKey(), json);
    field("source_type_name", event.sourceTypeName(), json);
    Event.AlertType alertType = event.alertType();
    field("alert_type", alertType == null ? null : alertType.word(), json);
    Event.Priority priority = event.priority();
    field("priority", priority == null ? null : priority.word(), json);
    Json.texts(tags, json.append(",\"tags\":"));
    return new Body("/api/v1/events", json.append('}').toString(), 1, seconds);
  }

  private static void field(String name, @Nullable String value, StringBuilder json) {
    if (value != null) {
      json.append(",\"").append(name).append("\":");
      Json.text(cut(value, MAX_WORD), json);
    }
  }

  private static String cut(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    // Not between the halves of a character that takes two.
    int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
    return text.substring(0, end);
  }
}
