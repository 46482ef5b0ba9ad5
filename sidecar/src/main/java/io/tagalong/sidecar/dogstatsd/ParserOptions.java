package io.tagalong.sidecar.dogstatsd;

/**
 * How a {@link DatagramParser} reads what the protocol leaves to the server. {@link #DEFAULT} takes
 * everything that the protocol has.
 *
 * @param timestamps whether {@code T} is read; otherwise it is skipped, whatever it holds (the
 *     Agent's {@code dogstatsd_no_aggregation_pipeline})
 * @param originDetectionClient whether {@code c:}, {@code e:} and {@code card:} are read (the
 *     Agent's {@code dogstatsd_origin_detection_client})
 * @param eolRequired whether a message without a newline behind it is rejected (the Agent's {@code
 *     dogstatsd_eol_required})
 * @param strict whether what is {@link NotPortable} in an accepted message is reported
 */
public record ParserOptions(
    boolean timestamps, boolean originDetectionClient, boolean eolRequired, boolean strict) {
  public static final ParserOptions DEFAULT = new ParserOptions(true, true, false, false);

  public ParserOptions withTimestamps(boolean wanted) {
    return new ParserOptions(wanted, originDetectionClient, eolRequired, strict);
  }

  public ParserOptions withStrict(boolean wanted) {
    return new ParserOptions(timestamps, originDetectionClient, eolRequired, wanted);
  }

  public ParserOptions withEolRequired(boolean wanted) {
    return new ParserOptions(timestamps, originDetectionClient, wanted, strict);
  }
}
