package io.tagalong.sidecar.dogstatsd;

/** Why a message was not accepted. */
public enum Rejection {
  UNTERMINATED("unterminated", "there is no newline behind it, and one is required"),
  NO_PIPE("no_pipe", "there is no '|' after the value"),
  BAD_NAME_VALUE("bad_name_value", "the name, the ':' or the value is missing"),
  BAD_TYPE("bad_type", "the type is none of c, g, h, ms, d, s"),
  BAD_VALUE("bad_value", "a value is not a number"),
  NO_VALUE("no_value", "there are only empty values between the colons"),
  BAD_RATE("bad_rate", "the sample rate after '@' is not a number"),
  BAD_TIMESTAMP("bad_timestamp", "the timestamp after 'T' is not a positive number of seconds"),
  EV_NO_HEADER("ev_no_header", "there is no ':' after the event's lengths"),
  EV_HEADER("ev_header", "the event's two lengths are not readable"),
  EV_EMPTY_TITLE("ev_empty_title", "the event's title is empty"),
  EV_LENGTH("ev_length", "the event's title and text are shorter than their lengths say"),
  SC_FORMAT("sc_format", "there is no '|' after the service check's name"),
  SC_NAME("sc_name", "the service check's name is empty"),
  SC_STATUS("sc_status", "the service check's status is none of 0, 1, 2, 3");

  private final String id;
  private final String description;

  Rejection(String id, String description) {
    this.id = id;
    this.description = description;
  }

  /** A stable word for counters and configuration, for example {@code bad_rate}. */
  public String id() {
    return id;
  }

  /** What is wrong, as the end of the sentence "rejected because ...". */
  public String description() {
    return description;
  }
}
