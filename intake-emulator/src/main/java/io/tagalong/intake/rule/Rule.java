package io.tagalong.intake.rule;

import static io.tagalong.intake.rule.Consequence.BAD_REQUEST;
import static io.tagalong.intake.rule.Consequence.DROPPED;
import static io.tagalong.intake.rule.Consequence.FORBIDDEN;
import static io.tagalong.intake.rule.Consequence.KEPT;
import static io.tagalong.intake.rule.Consequence.METHOD_NOT_ALLOWED;
import static io.tagalong.intake.rule.Consequence.NOT_FOUND;
import static io.tagalong.intake.rule.Consequence.NO_ROOM;
import static io.tagalong.intake.rule.Consequence.TOO_LARGE;
import static io.tagalong.intake.rule.Consequence.UNAUTHORIZED;

/**
 * Every rule that the emulator enforces. The ids are stable: tests and users may match on them.
 *
 * <p>The emulator is stricter than the real service on purpose. Where the real service would accept
 * a fault and show a wrong number later, the answer is still its answer, and the violation is
 * recorded here.
 */
public enum Rule {
  REQUEST_MALFORMED(
      "request-malformed",
      BAD_REQUEST,
      "a request is one of HTTP/1.1, and says the length of its body once"),
  ROUTE_UNKNOWN("route-unknown", NOT_FOUND, "the path is one that the intake serves"),
  METHOD_WRONG("method-wrong", METHOD_NOT_ALLOWED, "the method is the one of the route"),
  KEY_MISSING("key-missing", FORBIDDEN, "the header DD-API-KEY is present"),
  KEY_MISSING_FOR_LOGS(
      "key-missing-for-logs", UNAUTHORIZED, "the header DD-API-KEY is present; logs say 401"),
  APPLICATION_KEY_MISSING(
      "application-key-missing", FORBIDDEN, "a dashboard comes with DD-APPLICATION-KEY too"),
  KEY_UNKNOWN("key-unknown", FORBIDDEN, "the key is one that is accepted now"),
  KEY_IN_QUERY("key-in-query", KEPT, "no key in the URL: URLs end in the logs of proxies"),
  USER_AGENT_MISSING("user-agent-missing", KEPT, "the header User-Agent names the sender"),
  CONTENT_TYPE_WRONG("content-type-wrong", BAD_REQUEST, "the Content-Type is the route's"),
  CONTENT_ENCODING_UNSUPPORTED(
      "content-encoding-unsupported",
      BAD_REQUEST,
      "the Content-Encoding is one that the route takes, deflate meaning zlib-wrapped"),

  BODY_INCOMPLETE("body-incomplete", BAD_REQUEST, "the body is as long as its headers announce"),
  BODY_TOO_LARGE_COMPRESSED(
      "body-too-large-compressed", TOO_LARGE, "the body as sent is within the route's limit"),
  BODY_TOO_LARGE_UNCOMPRESSED(
      "body-too-large-uncompressed", TOO_LARGE, "the unpacked body is within the route's limit"),
  BODY_NOT_DECOMPRESSIBLE(
      "body-not-decompressible", BAD_REQUEST, "the body is a whole stream of its encoding"),
  BODY_TRAILING_BYTES(
      "body-trailing-bytes", BAD_REQUEST, "nothing follows the end of the compressed stream"),

  PROTOBUF_MALFORMED(
      "protobuf-malformed", BAD_REQUEST, "the body parses as the route's message, text as UTF-8"),
  PROTOBUF_UNKNOWN_FIELD(
      "protobuf-unknown-field", BAD_REQUEST, "the message has only fields of the schema"),
  PROTOBUF_NOT_CANONICAL(
      "protobuf-not-canonical",
      BAD_REQUEST,
      "shortest varints, packed lists, no explicit defaults, no field given twice"),
  JSON_MALFORMED(
      "json-malformed", BAD_REQUEST, "the body is one JSON value, no name twice, no NaN"),
  JSON_FIELD_UNKNOWN(
      "json-field-unknown", BAD_REQUEST, "an object has only the fields of the API reference"),
  JSON_FIELD_MISSING("json-field-missing", BAD_REQUEST, "an object has its required fields"),
  JSON_FIELD_MISTYPED(
      "json-field-mistyped", BAD_REQUEST, "a field has its type; integers are integers"),
  PAYLOAD_EMPTY("payload-empty", BAD_REQUEST, "a payload holds at least one item"),
  STORE_FULL("store-full", NO_ROOM, "the emulator has room; DELETE /emulator makes some"),

  NAME_INVALID("name-invalid", DROPPED, "a metric name is [A-Za-z][A-Za-z0-9_.]{0,199}"),
  NAME_OF_TWO_KINDS("name-of-two-kinds", KEPT, "one metric name has one kind for ever"),
  TAG_NOT_NORMAL(
      "tag-not-normal",
      KEPT,
      "a tag is in its normal form: lower-case, letters, digits and _-:./ only, 1 to 200 code"
          + " points, no ':' at its end"),
  TAG_REPEATED("tag-repeated", KEPT, "no tag occurs twice"),
  TAGS_UNSORTED("tags-unsorted", KEPT, "tags are sorted"),
  POINTS_MISSING("points-missing", DROPPED, "a series has points, a sketch has observations"),
  TIMESTAMP_OUTSIDE_WINDOW(
      "timestamp-outside-window", DROPPED, "a timestamp is from 1 h ago to 10 min ahead"),

  SERIES_TYPE_UNKNOWN("series-type-unknown", DROPPED, "the type is COUNT, RATE or GAUGE (1 to 3)"),
  SERIES_INTERVAL_INVALID(
      "series-interval-invalid", KEPT, "a COUNT or a RATE has a positive interval, in seconds"),
  SERIES_HOST_MISSING("series-host-missing", KEPT, "a series has exactly one host resource"),
  SERIES_VALUE_NOT_FINITE("series-value-not-finite", DROPPED, "a value is a finite number"),
  SERIES_TOO_MANY_POINTS(
      "series-too-many-points", KEPT, "a payload has at most 10000 points, as the Agent's"),
  SERIES_POINT_REPEATED(
      "series-point-repeated", KEPT, "a payload has one point per context and timestamp"),
  SERIES_POINT_OVERWRITTEN(
      "series-point-overwritten",
      KEPT,
      "a point once sent is not sent again with another value: the last write wins, the first is"
          + " lost"),

  SKETCH_VALUE_NOT_FINITE(
      "sketch-value-not-finite", DROPPED, "min, max, avg and sum are finite numbers"),
  SKETCH_LISTS_UNEVEN("sketch-lists-uneven", KEPT, "k and n are equally long"),
  SKETCH_KEYS_UNSORTED("sketch-keys-unsorted", KEPT, "keys ascend"),
  SKETCH_SPLIT_WRONG(
      "sketch-split-wrong", KEPT, "bins of one key: the remainder first, then full bins of 65535"),
  SKETCH_KEY_INFINITE("sketch-key-infinite", KEPT, "no key of infinity (32767, -32767) or beyond"),
  SKETCH_BIN_WIDTH("sketch-bin-width", KEPT, "a bin counts from 1 to 65535"),
  SKETCH_TOO_MANY_KEYS("sketch-too-many-keys", KEPT, "a sketch has at most 4096 keys"),
  SKETCH_COUNT_WRONG("sketch-count-wrong", KEPT, "cnt is the sum of n"),
  SKETCH_RANGE_WRONG(
      "sketch-range-wrong", KEPT, "min <= max; min falls in the first bin, max in the last"),
  SKETCH_AVERAGE_WRONG("sketch-average-wrong", KEPT, "avg is sum / cnt"),
  SKETCH_SUM_WRONG("sketch-sum-wrong", KEPT, "the sum lies within what the bins allow"),

  DISTRIBUTION_POINT_EMPTY(
      "distribution-point-empty", DROPPED, "a point of raw values has at least one"),

  EVENT_TOO_OLD("event-too-old", BAD_REQUEST, "an event is at most 18 h old"),
  EVENT_VALUE_UNKNOWN(
      "event-value-unknown",
      BAD_REQUEST,
      "category, priority, alert type and the like have one of their published values"),
  EVENT_TOO_LONG(
      "event-too-long",
      KEPT,
      "texts are within the limits of the route, in characters: 4000 for the text of an event, 100"
          + " for an aggregation key, 500 for a title of version 2"),
  EVENT_LIST_TOO_LONG(
      "event-list-too-long",
      KEPT,
      "an event of version 2 has at most 100 tags, 100 impacted resources and 20 links"),
  EVENT_OBJECT_TOO_LARGE(
      "event-object-too-large",
      KEPT,
      "objects of the sender's own in an event have at most 100 properties each and 10 levels"),

  CHECK_STATUS_UNKNOWN("check-status-unknown", BAD_REQUEST, "the status of a check is 0 to 3"),
  CHECK_TOO_OLD("check-too-old", DROPPED, "a check is at most 10 min old"),

  LOGS_TOO_MANY("logs-too-many", TOO_LARGE, "a payload has at most 1000 logs"),
  LOG_TOO_LARGE(
      "log-too-large", KEPT, "a log has at most 1 MB; the message of a longer one is cut"),
  LOG_TOO_OLD("log-too-old", DROPPED, "a log is at most 18 h old"),

  DASHBOARD_LAYOUT_UNKNOWN(
      "dashboard-layout-unknown", BAD_REQUEST, "the layout of a dashboard is ordered or free");

  private final String id;
  private final Consequence consequence;
  private final String description;

  Rule(String id, Consequence consequence, String description) {
    this.id = id;
    this.consequence = consequence;
    this.description = description;
  }

  /** A stable name for people and machines, such as {@code series-point-overwritten}. */
  public String id() {
    return id;
  }

  public Consequence consequence() {
    return consequence;
  }

  /** What holds when the rule is kept. */
  public String description() {
    return description;
  }
}
