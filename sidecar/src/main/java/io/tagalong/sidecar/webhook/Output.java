package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.dogstatsd.Event;
import io.tagalong.sidecar.dogstatsd.Origin;
import io.tagalong.sidecar.yaml.Node;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a rule makes of a webhook. */
public sealed interface Output {

  /** Adds what the message becomes, unless the part of it that must not be absent is. */
  void emit(Message message, List<String> tags, BatchBuilder batch);

  /** A sample of a metric. */
  record Metric(String name, Type type, Value value) implements Output {
    @Override
    public void emit(Message message, List<String> tags, BatchBuilder batch) {
      Optional<String> number =
          value instanceof Value.At at ? at.chain().text(message) : Optional.of("1");
      number.ifPresent(found -> batch.sample(name, type, found, tags));
    }
  }

  /** An event of the event stream. Without a title there is none. */
  record StreamEvent(
      Text title, Text text, Text alertType, Text aggregationKey, Text source, Chain timestamp)
      implements Output {
    @Override
    public void emit(Message message, List<String> tags, BatchBuilder batch) {
      title
          .of(message)
          .filter(found -> !found.isEmpty())
          .ifPresent(found -> batch.event(event(found, message, tags)));
    }

    private Event event(String title, Message message, List<String> tags) {
      return new Event(
          title,
          text.of(message).orElse(""),
          seconds(timestamp, message),
          null,
          aggregationKey.of(message).orElse(null),
          source.of(message).orElse(null),
          Event.Priority.NORMAL,
          alertType(alertType.of(message).orElse("")),
          tags,
          Origin.NONE);
    }

    private static Event.AlertType alertType(String word) {
      return switch (word.toLowerCase(Locale.ROOT)) {
        case "error" -> Event.AlertType.ERROR;
        case "warning" -> Event.AlertType.WARNING;
        case "success" -> Event.AlertType.SUCCESS;
        default -> Event.AlertType.INFO;
      };
    }
  }

  /** A change event about a feature flag. Without the flag's name there is none. */
  record Change(Text flag, Text title, Text text, Text author, Chain timestamp) implements Output {
    @Override
    public void emit(Message message, List<String> tags, BatchBuilder batch) {
      flag.of(message)
          .filter(name -> !name.isEmpty())
          .ifPresent(name -> batch.change(change(name, message, tags)));
    }

    private FlagChange change(String name, Message message, List<String> tags) {
      return new FlagChange(
          name,
          title.of(message).orElse(name),
          text.of(message).orElse(""),
          author.of(message).orElse(""),
          seconds(timestamp, message),
          tags);
    }
  }

  /**
   * An entry of the log. Without a message there is none.
   *
   * @param attributes further fields by name
   */
  record Log(
      Text message, Text status, Text service, Text source, Map<String, Attribute> attributes)
      implements Output {
    public Log {
      attributes = Map.copyOf(attributes);
    }

    @Override
    public void emit(Message from, List<String> tags, BatchBuilder batch) {
      message
          .of(from)
          .filter(found -> !found.isEmpty())
          .ifPresent(found -> batch.log(entry(found, from, tags)));
    }

    private LogEntry entry(String text, Message from, List<String> tags) {
      Map<String, Node> found = new HashMap<>();
      attributes.forEach((name, value) -> value.of(from).ifPresent(v -> found.put(name, v)));
      return new LogEntry(
          text,
          status.of(from).orElse(""),
          service.of(from).orElse(""),
          source.of(from).orElse(""),
          tags,
          found);
    }
  }

  /** What a metric's value is. */
  sealed interface Value {
    /** 1 for each webhook, or for each element of the rule's list that the conditions let pass. */
    record One() implements Value {}

    /** How many elements of the rule's list the conditions let pass, 0 too. */
    record Matches() implements Value {}

    /** The number there; for a set, the member. */
    record At(Chain chain) implements Value {}
  }

  /** The types of metric, each with its word in DogStatsD. */
  enum Type {
    COUNT("c"),
    GAUGE("g"),
    HISTOGRAM("h"),
    DISTRIBUTION("d"),
    TIMING("ms"),
    SET("s");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private static long seconds(Chain timestamp, Message message) {
    return timestamp.text(message).flatMap(UnixTime::read).map(Instant::getEpochSecond).orElse(0L);
  }
}
