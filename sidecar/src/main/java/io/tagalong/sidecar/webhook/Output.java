package io.tagalong.sidecar.webhook;

import java.util.Map;

/** What a rule makes of a webhook. */
public sealed interface Output {

  /** A sample of a metric. */
  record Metric(String name, Type type, Value value) implements Output {}

  /** An event of the event stream. Without a title there is none. */
  record Event(Chain title, Chain text, Chain alertType, Chain aggregationKey, Chain source)
      implements Output {}

  /**
   * An entry of the log. Without a message there is none.
   *
   * @param attributes further fields by name
   */
  record Log(
      Chain message, Chain status, Chain service, Chain source, Map<String, Chain> attributes)
      implements Output {
    public Log {
      attributes = Map.copyOf(attributes);
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
}
