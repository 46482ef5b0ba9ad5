package io.tagalong.sidecar.dogstatsd;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The fields that events and service checks have in common: {@code d: h: # c: e: card:}. Of each
 * the last one wins; a time that is not a number changes nothing.
 */
final class SharedFields {
  private final ParserOptions options;
  private final OriginFields originFields = new OriginFields();
  long timestampSeconds;
  @Nullable String hostname;
  List<String> tags = List.of();

  SharedFields(ParserOptions options) {
    this.options = options;
  }

  /** Takes the field [from, to), unless it is of another kind. */
  void take(byte[] buffer, int from, int to) {
    if (Bytes.startsWith(buffer, from, to, "d:")) {
      OptionalLong seconds = WholeNumber.read(buffer, from + 2, to);
      timestampSeconds = seconds.orElse(timestampSeconds);
    } else if (Bytes.startsWith(buffer, from, to, "h:")) {
      hostname = WireText.of(buffer, from + 2, to);
    } else if (Bytes.startsWith(buffer, from, to, "#")) {
      tags = WireText.list(buffer, from + 1, to);
    } else if (options.originDetectionClient()) {
      originFields.take(buffer, from, to);
    }
  }

  Origin origin(byte[] buffer) {
    return originFields.origin(buffer);
  }
}
