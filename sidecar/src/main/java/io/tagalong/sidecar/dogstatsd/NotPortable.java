package io.tagalong.sidecar.dogstatsd;

/**
 * What makes an accepted message one that Datadog's Agent takes and its successor in Rust, the
 * Agent Data Plane, refuses or reads otherwise. Reported in strict mode only.
 */
public enum NotPortable {
  NON_ASCII_NAME("non_ascii_name", "the metric's name is not printable ASCII"),
  EMPTY_VALUE("empty_value", "there is an empty value between the colons"),
  NON_FINITE_VALUE("non_finite_value", "a value is not a finite number"),
  GO_NUMBER("go_number", "a number is hexadecimal or holds underscores"),
  SIGNED_INTEGER("signed_integer", "a length or a time has a plus sign"),
  RATE_OUT_OF_RANGE("rate_out_of_range", "the sample rate is not above 0 and at most 1"),
  EMPTY_FIELD("empty_field", "there is an empty field, which may hide those behind it"),
  EMPTY_ORIGIN("empty_origin", "there is nothing after 'c:'"),
  EVENT_WITHOUT_TEXT("event_without_text", "the event's text is empty"),
  EVENT_FRAME("event_frame", "the event's '}', or the '|' behind its title, is missing"),
  EVENT_SURPLUS("event_surplus", "the event's text is longer than its length says"),
  BAD_TIME("bad_time", "the time after 'd:' is not a number and was ignored"),
  BAD_WORD("bad_word", "'p:' or 't:' is not one of the known words and was ignored"),
  ODD_CHARACTERS(
      "odd_characters",
      "a check's name, 'h:', 'k:' or 's:' holds more than letters, digits, space, '_', '-', '.'");

  private final String id;
  private final String description;

  NotPortable(String id, String description) {
    this.id = id;
    this.description = description;
  }

  /** A stable word for counters, for example {@code empty_value}. */
  public String id() {
    return id;
  }

  /** What is not portable, as the end of the sentence "not portable because ...". */
  public String description() {
    return description;
  }
}
