package io.tagalong.sidecar.dogstatsd;

/** Why a message was not accepted. */
public enum Rejection {
  NO_PIPE("no_pipe", "there is no '|' after the value"),
  BAD_NAME_VALUE("bad_name_value", "the name, the ':' or the value is missing"),
  BAD_TYPE("bad_type", "the type is none of c, g, h, ms, d, s"),
  BAD_VALUE("bad_value", "a value is not a number"),
  NO_VALUE("no_value", "there are only empty values between the colons"),
  BAD_RATE("bad_rate", "the sample rate after '@' is not a number"),
  BAD_TIMESTAMP("bad_timestamp", "the timestamp after 'T' is not a positive number of seconds"),
  UNSUPPORTED_EVENT("unsupported_event", "events are not supported"),
  UNSUPPORTED_SERVICE_CHECK("unsupported_service_check", "service checks are not supported");

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
