package io.tagalong.sidecar.telemetry;

/**
 * Every number that the sidecar keeps about itself, each a counter since the start of the process.
 *
 * <p>A reason is part of the identity: one constant per reason, so that the documentation can be
 * generated from this enum and no drop can be counted under a name that is not listed here.
 *
 * <p>Units: a <em>message</em> is one non-empty line of a datagram, a <em>sample</em> one value of
 * a message (packed values are several samples), an <em>item</em> one series point or one sketch,
 * event, check or log.
 */
public enum SelfMetric {
  DATAGRAMS("datagrams", "Datagrams, and frames of stream sockets, that were read whole."),
  DATAGRAMS_DROPPED_KERNEL(
      "datagrams.dropped.kernel",
      "UDP datagrams that the kernel dropped because the receive buffer was full."),
  DATAGRAMS_DROPPED_TRUNCATED(
      "datagrams.dropped.truncated",
      "Datagrams of a Unix socket that were larger than the buffer, dropped whole."),
  FRAMES_DROPPED_BAD_LENGTH(
      "frames.dropped.bad_length",
      "Frames of a stream with a length of 0 or too large, each the end of its connection."),
  FRAMES_DROPPED_TIMEOUT(
      "frames.dropped.timeout",
      "Frames of a stream that had not ended in time, each the end of its connection."),
  FRAMES_DROPPED_INCOMPLETE(
      "frames.dropped.incomplete", "Frames of a stream whose connection ended within them."),
  CONNECTIONS("connections", "Connections accepted at a stream socket."),
  CONNECTIONS_REJECTED_LIMIT(
      "connections.rejected.limit", "Connections refused because there were too many."),
  CONNECTION_FAILURES("connections.failed", "Connections that the system could not accept."),
  DATAGRAM_READ_ERRORS("datagrams.read_errors", "Reads from a socket that the system refused."),
  DATAGRAM_FAILURES(
      "datagrams.failed", "Datagrams whose handling broke off because of a defect in the sidecar."),
  LOOP_TASK_FAILURES(
      "loop_tasks.failed", "Tasks of the event loop that broke off because of a defect."),

  MESSAGES("messages", "Messages read, accepted or rejected."),
  MESSAGES_REJECTED_UNTERMINATED(
      "messages.rejected.unterminated",
      "Messages without a newline behind them where one is required."),
  MESSAGES_REJECTED_NO_PIPE("messages.rejected.no_pipe", "Messages without a '|'."),
  MESSAGES_REJECTED_BAD_NAME_VALUE(
      "messages.rejected.bad_name_value", "Messages without a name, a ':' or a value."),
  MESSAGES_REJECTED_BAD_TYPE(
      "messages.rejected.bad_type", "Messages whose type is none of c, g, h, ms, d, s."),
  MESSAGES_REJECTED_BAD_VALUE(
      "messages.rejected.bad_value", "Messages with a value that is not a number."),
  MESSAGES_REJECTED_NO_VALUE(
      "messages.rejected.no_value", "Messages with only empty values between colons."),
  MESSAGES_REJECTED_BAD_RATE(
      "messages.rejected.bad_rate", "Messages with a sample rate that is not a number."),
  MESSAGES_REJECTED_BAD_TIMESTAMP(
      "messages.rejected.bad_timestamp", "Messages with a timestamp that is not a whole second."),
  MESSAGES_REJECTED_EV_NO_HEADER(
      "messages.rejected.ev_no_header", "Events without a ':' after their lengths."),
  MESSAGES_REJECTED_EV_HEADER(
      "messages.rejected.ev_header", "Events whose two lengths are not readable."),
  MESSAGES_REJECTED_EV_EMPTY_TITLE(
      "messages.rejected.ev_empty_title", "Events with an empty title."),
  MESSAGES_REJECTED_EV_LENGTH(
      "messages.rejected.ev_length",
      "Events whose title and text are shorter than their lengths say."),
  MESSAGES_REJECTED_SC_FORMAT(
      "messages.rejected.sc_format", "Service checks without a '|' after their name."),
  MESSAGES_REJECTED_SC_NAME("messages.rejected.sc_name", "Service checks with an empty name."),
  MESSAGES_REJECTED_SC_STATUS(
      "messages.rejected.sc_status", "Service checks whose status is none of 0, 1, 2, 3."),
  MESSAGES_REJECTED_UNUSABLE_NAME(
      "messages.rejected.unusable_name", "Messages whose name holds no ASCII letter."),

  // In strict mode only: accepted, but read otherwise by the Agent's successor.
  MESSAGES_NOT_PORTABLE_NON_ASCII_NAME(
      "messages.not_portable.non_ascii_name", "Metrics whose name is not printable ASCII."),
  MESSAGES_NOT_PORTABLE_EMPTY_VALUE(
      "messages.not_portable.empty_value", "Metrics with an empty value between the colons."),
  MESSAGES_NOT_PORTABLE_NON_FINITE_VALUE(
      "messages.not_portable.non_finite_value",
      "Metrics with a value that is not a finite number."),
  MESSAGES_NOT_PORTABLE_GO_NUMBER(
      "messages.not_portable.go_number",
      "Metrics with a number in hexadecimal or with underscores."),
  MESSAGES_NOT_PORTABLE_SIGNED_INTEGER(
      "messages.not_portable.signed_integer", "Messages with a plus sign in a length or a time."),
  MESSAGES_NOT_PORTABLE_RATE_OUT_OF_RANGE(
      "messages.not_portable.rate_out_of_range",
      "Metrics whose sample rate is not above 0 and at most 1."),
  MESSAGES_NOT_PORTABLE_EMPTY_FIELD(
      "messages.not_portable.empty_field", "Metrics with an empty field."),
  MESSAGES_NOT_PORTABLE_EMPTY_ORIGIN(
      "messages.not_portable.empty_origin", "Messages with nothing after 'c:'."),
  MESSAGES_NOT_PORTABLE_EVENT_WITHOUT_TEXT(
      "messages.not_portable.event_without_text", "Events whose text is empty."),
  MESSAGES_NOT_PORTABLE_EVENT_FRAME(
      "messages.not_portable.event_frame",
      "Events without the '}', or the '|' behind their title."),
  MESSAGES_NOT_PORTABLE_EVENT_SURPLUS(
      "messages.not_portable.event_surplus", "Events whose text is longer than its length says."),
  MESSAGES_NOT_PORTABLE_BAD_TIME(
      "messages.not_portable.bad_time", "Events and service checks whose 'd:' was ignored."),
  MESSAGES_NOT_PORTABLE_BAD_WORD(
      "messages.not_portable.bad_word", "Events whose 'p:' or 't:' was ignored."),
  MESSAGES_NOT_PORTABLE_ODD_CHARACTERS(
      "messages.not_portable.odd_characters",
      "Events and service checks with unusual characters in a name."),

  EVENTS("events", "Events on their way to delivery."),
  SERVICE_CHECKS("service_checks", "Service checks on their way to delivery."),
  MESSAGES_DROPPED_NOTICE_LIMIT(
      "messages.dropped.notice_limit",
      "Events and service checks that came while no more of them could be held."),
  SAMPLES("samples", "Samples that reached a bucket, or a second that their sender named."),
  SAMPLES_OVERFLOWED_CONTEXT_LIMIT(
      "samples.overflowed.context_limit",
      "Samples added to the overflow series of their metric, because the context table was full."),
  SAMPLES_OVERFLOWED_CONTEXT_BYTES(
      "samples.overflowed.context_bytes",
      "Samples added to the overflow series of their metric, because names and tags took too much"
          + " memory."),
  SAMPLES_OVERFLOWED_METRIC_LIMIT(
      "samples.overflowed.metric_limit",
      "Samples added to the overflow series of their metric, which had too many contexts."),
  SAMPLES_DROPPED_NON_FINITE(
      "samples.dropped.non_finite",
      "Samples that are not a finite number, or that would make their sum infinite."),
  SAMPLES_DROPPED_CONTEXT_LIMIT(
      "samples.dropped.context_limit",
      "Samples of new metrics that came while the context table was full."),
  SAMPLES_DROPPED_UNUSABLE_NAME(
      "samples.dropped.unusable_name", "Samples of messages whose name holds no ASCII letter."),
  SAMPLES_DROPPED_TIMESTAMPED_TYPE(
      "samples.dropped.timestamped_type",
      "Samples with a timestamp of their own that are neither counts nor gauges."),
  SAMPLES_DROPPED_TIMESTAMP_OUT_OF_RANGE(
      "samples.dropped.timestamp_out_of_range",
      "Samples with a timestamp over 1 hour old or over 10 minutes ahead, which Datadog discards."),
  SAMPLES_DROPPED_TIMESTAMP_LIMIT(
      "samples.dropped.timestamp_limit",
      "Samples with a timestamp of their own that came while no more such points could be held."),
  SETS_ESTIMATED(
      "sets.estimated",
      "Sets with more members in one bucket than are counted exactly (off by 2.3 % on average)."),
  MESSAGES_FILTERED_METRIC_FILTERLIST(
      "messages.filtered.metric_filterlist",
      "Messages of metrics that the settings leave out by name."),
  SAMPLES_FILTERED_METRIC_FILTERLIST(
      "samples.filtered.metric_filterlist", "Samples of metrics that the settings leave out."),
  SERIES_FILTERED_METRIC_FILTERLIST(
      "series.filtered.metric_filterlist", "Series of histograms that the settings leave out."),
  SAMPLE_RATES_OUT_OF_RANGE(
      "sample_rates.out_of_range",
      "Messages whose sample rate was replaced: by 1 when outside (0,1], by 2^-31 when below it."),
  TAGS_DROPPED_EMPTY("tags.dropped.empty", "Tags with nothing in them."),

  CONFIG_RELOADS("config.reloads", "Changes of the settings' file that were taken over."),
  CONFIG_RELOADS_FAILED(
      "config.reloads.failed",
      "Changes of the settings' file that were refused; the settings from before stay in force."),

  HTTP_REQUESTS("http.requests", "Requests that reached the HTTP receiver, refused ones included."),
  HTTP_CONNECTIONS_FAILED(
      "http.connections.failed", "Connections over HTTP that broke off before their answer."),
  HTTP_REQUESTS_REJECTED_CONNECTION_LIMIT(
      "http.requests.rejected.connection_limit",
      "Requests refused unread because too many were under way."),
  HTTP_REQUESTS_REJECTED_QUEUE_FULL(
      "http.requests.rejected.queue_full",
      "Requests refused because what they bring cannot go on; the sender may try again."),
  HTTP_REQUESTS_REJECTED_TIMEOUT(
      "http.requests.rejected.timeout", "Requests that had not ended in time."),
  HTTP_REQUESTS_REJECTED_MALFORMED(
      "http.requests.rejected.malformed", "Requests that are not HTTP/1, or ended too early."),
  HTTP_REQUESTS_REJECTED_HEADERS_TOO_LARGE(
      "http.requests.rejected.headers_too_large", "Requests with more than 16 KiB of headers."),
  HTTP_REQUESTS_REJECTED_BODY_TOO_LARGE(
      "http.requests.rejected.body_too_large",
      "Requests with a body that is too large, or is so when decompressed."),
  HTTP_REQUESTS_REJECTED_UNKNOWN_ENCODING(
      "http.requests.rejected.unknown_encoding", "Requests in an encoding other than gzip."),
  HTTP_REQUESTS_REJECTED_UNKNOWN_TYPE(
      "http.requests.rejected.unknown_type", "Requests with logs that do not say they are JSON."),
  HTTP_REQUESTS_REJECTED_UNKNOWN_PATH(
      "http.requests.rejected.unknown_path", "Requests to a path that nothing answers."),
  HTTP_REQUESTS_REJECTED_UNKNOWN_METHOD(
      "http.requests.rejected.unknown_method",
      "Requests to a webhook with another method than POST."),
  HTTP_REQUESTS_REJECTED_UNAUTHORIZED(
      "http.requests.rejected.unauthorized",
      "Requests whose signature or key is missing or wrong; nothing of them was read."),
  HTTP_REQUESTS_REJECTED_NOT_JSON(
      "http.requests.rejected.not_json", "Requests with a body that is not JSON."),
  HTTP_REQUESTS_REJECTED_TOO_DEEP(
      "http.requests.rejected.too_deep", "Requests with JSON nested deeper than 32 levels."),
  HTTP_REQUESTS_REJECTED_UNEXPECTED_SHAPE(
      "http.requests.rejected.unexpected_shape",
      "Requests with JSON in which the expected parts are missing."),
  HTTP_REQUESTS_REJECTED_DEFECT(
      "http.requests.rejected.defect", "Requests lost to a defect in the sidecar."),
  LOGS("logs", "Logs that the log intake took, and that are on their way to delivery."),
  BACKFILL_LOGS("backfill.logs", "Logs of the past that are on their way to delivery."),
  BACKFILL_LINES_REJECTED_TOO_OLD(
      "backfill.lines.rejected.too_old", "Lines of a request longer ago than logs may be old."),
  BACKFILL_LINES_REJECTED_NO_TIME(
      "backfill.lines.rejected.no_time", "Lines that do not say when their request began."),
  BACKFILL_LINES_REJECTED_NOT_JSON("backfill.lines.rejected.not_json", "Lines that are not JSON."),
  BACKFILL_LINES_REJECTED_TOO_LONG("backfill.lines.rejected.too_long", "Lines of over 1 MB."),
  BACKFILL_LINES_REJECTED_NO_REQUEST(
      "backfill.lines.rejected.no_request", "Lines of JSON that tell of no request, or once more."),
  WEBHOOKS("webhooks", "Messages of webhooks whose metrics, events and logs are on their way."),
  WEBHOOKS_IGNORED("webhooks.ignored", "Messages of webhooks that no rule wants."),
  WEBHOOKS_REPEATED(
      "webhooks.repeated", "Messages of webhooks that came before, and were not counted again."),
  WEBHOOKS_LOGS_DROPPED_LIMIT(
      "webhooks.logs.dropped.limit",
      "Logs of webhooks that came while no more of them could be held."),
  WEBHOOKS_SERIES_FILTERED_OPTION(
      "webhooks.series.filtered.option",
      "Series sent to the receiver that its settings leave out."),
  WEBHOOKS_SAMPLES_DROPPED_UNUSABLE(
      "webhooks.samples.dropped.unusable",
      "Samples of webhooks whose name or number cannot be used."),

  CONNECTIONS_SYNCS("connections.syncs", "Syncs of connections that sent all there was."),
  CONNECTIONS_SYNCS_FAILED(
      "connections.syncs.failed", "Syncs of connections that ended with an error; data is kept."),
  CONNECTIONS_SERIES_DROPPED_LIMIT(
      "connections.series.dropped.limit",
      "Points of a bucket that came while a connection's window could hold no more contexts."),
  CONNECTIONS_STATE_FAILED(
      "connections.state.failed",
      "Writes of the connections' file that the file system refused; they are tried again."),

  ITEMS_DROPPED_UNENCODED(
      "items.dropped.unencoded",
      "Items that never reached delivery, because encoding was behind or broke off."),
  ITEMS_DROPPED_LATE_SHARD(
      "items.dropped.late_shard",
      "Items that an event loop handed over when the others were far ahead of it."),
  ITEMS_DROPPED_LEFT_BEHIND(
      "items.dropped.left_behind",
      "Items in the spool that became too old after their endpoint had gone from the settings."),
  // Delivery counts an item once for each endpoint that it goes to; what it accepted, delivered and
  // dropped leaves with the tags endpoint: and kind:.
  ITEMS_ACCEPTED(
      "items.accepted",
      "Items handed to delivery, those found in the spool at the start included."),
  ITEMS_DELIVERED("items.delivered", "Items that the intake took."),
  ITEMS_DROPPED_QUEUE_FULL(
      "items.dropped.queue_full", "Items dropped because the delivery queue was full."),
  ITEMS_DROPPED_REJECTED(
      "items.dropped.rejected", "Items dropped because the intake refused them for good."),
  ITEMS_DROPPED_TOO_BIG(
      "items.dropped.too_big", "Items dropped because they exceed the intake's size limit alone."),
  ITEMS_DROPPED_EXPIRED(
      "items.dropped.expired", "Items dropped because they could not be delivered in time."),
  ITEMS_DROPPED_UNKNOWN_FATE(
      "items.dropped.unknown_fate",
      "Items given up, in the mode at_most_once, because the intake may have taken them."),
  ITEMS_DROPPED_SHUTDOWN(
      "items.dropped.shutdown", "Items not yet delivered when the time to shut down was over."),
  ITEMS_DROPPED_SPOOL_FULL(
      "items.dropped.spool_full", "Items dropped from the spool to make room for newer ones."),
  ITEMS_DROPPED_SPOOL_CORRUPT(
      "items.dropped.spool_corrupt",
      "Items in files of the spool that were damaged or stayed unreadable."),
  ITEMS_DROPPED_DISCONNECTED(
      "items.dropped.disconnected", "Items of a connection that was deleted before it sent them."),
  SPOOL_FILES_SET_ASIDE(
      "spool.files_set_aside",
      "Files of the spool, damaged or unreadable, that are kept for inspection."),
  SPOOL_FAILURES("spool.failed", "Reads and writes that the spool's file system refused."),
  DELIVERY_ATTEMPTS_FAILED(
      "delivery.attempts_failed", "Requests to the intake that failed and may be tried again.");

  private final String id;
  private final String description;

  SelfMetric(String id, String description) {
    this.id = id;
    this.description = description;
  }

  /** The name by which the counter is published, for example {@code messages.rejected.no_pipe}. */
  public String id() {
    return id;
  }

  /** One English sentence for the documentation. */
  public String description() {
    return description;
  }
}
