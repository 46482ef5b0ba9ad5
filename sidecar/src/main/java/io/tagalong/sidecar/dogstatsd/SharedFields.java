package io.tagalong.sidecar.dogstatsd;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields that events and service checks have in common: {@code d: h: # c: e: card:}. Of each
 * the last one wins; a time that is not a number changes nothing.
 */
final class SharedFields {
  private final ParserOptions options;
  private final Set<NotPortable> notPortable;
  private final OriginFields originFields = new OriginFields();
  long timestampSeconds;
  @Nullable String hostname;
  List<String> tags = List.of();

  /** Adds to {@code notPortable} what it finds. */
  SharedFields(ParserOptions options, Set<NotPortable> notPortable) {
    this.options = options;
    this.notPortable = notPortable;
  }

  /** Takes the field [from, to), unless it is of another kind. */
  void take(byte[] buffer, int from, int to) {
    if (Bytes.startsWith(buffer, from, to, "d:")) {
      readTime(buffer, from + 2, to);
    } else if (Bytes.startsWith(buffer, from, to, "h:")) {
      hostname = plainText(buffer, from + 2, to);
    } else if (Bytes.startsWith(buffer, from, to, "#")) {
      tags = WireText.list(buffer, from + 1, to);
    } else {
      takeOrigin(buffer, from, to);
    }
  }

  /** A text that should hold plain characters only. */
  String plainText(byte[] buffer, int from, int to) {
    String text = WireText.of(buffer, from, to);
    if (!WireText.isPlain(text)) {
      notPortable.add(NotPortable.ODD_CHARACTERS);
    }
    return text;
  }

  Origin origin(byte[] buffer) {
    return originFields.origin(buffer);
  }

  private void readTime(byte[] buffer, int from, int to) {
    OptionalLong seconds = WholeNumber.read(buffer, from, to);
    if (seconds.isEmpty()) {
      notPortable.add(NotPortable.BAD_TIME);
    } else if (buffer[from] == '+') {
      notPortable.add(NotPortable.SIGNED_INTEGER);
    }
    timestampSeconds = seconds.orElse(timestampSeconds);
  }

  private void takeOrigin(byte[] buffer, int from, int to) {
    if (to - from == 2 && Bytes.startsWith(buffer, from, to, "c:")) {
      notPortable.add(NotPortable.EMPTY_ORIGIN);
    }
    if (options.originDetectionClient()) {
      originFields.take(buffer, from, to);
    }
  }
}
