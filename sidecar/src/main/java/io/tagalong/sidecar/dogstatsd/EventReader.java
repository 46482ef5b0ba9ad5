package io.tagalong.sidecar.dogstatsd;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event: {@code _e{<title bytes>,<text bytes>}:<title>|<text>[|field...]}.
 *
 * <p>The lengths count the bytes of the escaped form; {@code \n} is the only escape. As in the
 * Agent, neither the closing brace nor the pipe between title and text is looked at, what follows
 * the text up to the next pipe is read as a field, and a field with a bad value changes nothing.
 *
 * <p>An instance reads one message and is thrown away: events are rare.
 */
final class EventReader {
  /** {@code _e{1,1}}, the shortest header. */
  private static final int MIN_HEADER_BYTES = 7;

  private final byte[] buffer;
  private final int from;
  private final int to;
  private final Set<NotPortable> notPortable;
  private final SharedFields shared;
  private long titleBytes;
  private long textBytes;
  private String title = "";
  private String text = "";
  private Event.Priority priority = Event.Priority.NORMAL;
  private Event.AlertType alertType = Event.AlertType.INFO;
  private @Nullable String aggregationKey;
  private @Nullable String sourceTypeName;

  /**
   * For the message [from, to), which begins with <code>_e{</code>; adds to {@code notPortable}
   * what it finds.
   */
  EventReader(
      byte[] buffer, int from, int to, ParserOptions options, Set<NotPortable> notPortable) {
    this.buffer = buffer;
    this.from = from;
    this.to = to;
    this.notPortable = notPortable;
    this.shared = new SharedFields(options, notPortable);
  }

  /** Reads the message; null means that {@link #event} is complete. */
  @Nullable Rejection read() {
    int colon = Bytes.indexOf(buffer, (byte) ':', from, to);
    if (colon < 0) {
      return Rejection.EV_NO_HEADER;
    }
    Rejection badHeader = readHeader(colon);
    if (badHeader != null) {
      return badHeader;
    }
    int titleFrom = colon + 1;
    long bytesAfterTitle = to - titleFrom - titleBytes;
    if (bytesAfterTitle < 1 || textBytes > bytesAfterTitle - 1) {
      return Rejection.EV_LENGTH;
    }
    int titleTo = titleFrom + (int) titleBytes;
    int textFrom = titleTo + 1;
    int textTo = textFrom + (int) textBytes;
    title = unescaped(titleFrom, titleTo);
    text = unescaped(textFrom, textTo);
    checkFrame(colon, titleTo, textTo);
    readFields(textTo);
    return null;
  }

  Event event() {
    return new Event(
        title,
        text,
        shared.timestampSeconds,
        shared.hostname,
        aggregationKey,
        sourceTypeName,
        priority,
        alertType,
        shared.tags,
        shared.origin(buffer));
  }

  private @Nullable Rejection readHeader(int colon) {
    int lengthsFrom = from + 3;
    int lengthsTo = colon - 1;
    int comma = Bytes.indexOf(buffer, (byte) ',', lengthsFrom, lengthsTo);
    if (colon - from < MIN_HEADER_BYTES || comma < 0) {
      return Rejection.EV_HEADER;
    }
    titleBytes = length(lengthsFrom, comma);
    if (titleBytes == 0) {
      return Rejection.EV_EMPTY_TITLE;
    }
    textBytes = length(comma + 1, lengthsTo);
    return titleBytes < 0 || textBytes < 0 ? Rejection.EV_HEADER : null;
  }

  private void checkFrame(int colon, int titleTo, int textTo) {
    if (textBytes == 0) {
      notPortable.add(NotPortable.EVENT_WITHOUT_TEXT);
    }
    if (buffer[colon - 1] != '}' || buffer[titleTo] != '|') {
      notPortable.add(NotPortable.EVENT_FRAME);
    }
    if (textTo < to && buffer[textTo] != '|') {
      notPortable.add(NotPortable.EVENT_SURPLUS);
    }
  }

  /** A length, or something negative when there is none. */
  private long length(int lengthFrom, int lengthTo) {
    if (Bytes.startsWith(buffer, lengthFrom, lengthTo, "+")) {
      notPortable.add(NotPortable.SIGNED_INTEGER);
    }
    return WholeNumber.read(buffer, lengthFrom, lengthTo).orElse(-1);
  }

  private void readFields(int fieldsFrom) {
    for (int fieldFrom = fieldsFrom; fieldFrom < to; ) {
      int fieldTo = Bytes.endOf(buffer, (byte) '|', fieldFrom, to);
      readField(fieldFrom, fieldTo);
      fieldFrom = fieldTo + 1;
    }
  }

  private void readField(int fieldFrom, int fieldTo) {
    if (isField(fieldFrom, fieldTo, "k:")) {
      aggregationKey = shared.plainText(buffer, fieldFrom + 2, fieldTo);
    } else if (isField(fieldFrom, fieldTo, "s:")) {
      sourceTypeName = shared.plainText(buffer, fieldFrom + 2, fieldTo);
    } else if (isField(fieldFrom, fieldTo, "p:")) {
      readPriority(WireText.of(buffer, fieldFrom + 2, fieldTo));
    } else if (isField(fieldFrom, fieldTo, "t:")) {
      readAlertType(WireText.of(buffer, fieldFrom + 2, fieldTo));
    } else {
      shared.take(buffer, fieldFrom, fieldTo);
    }
  }

  private boolean isField(int fieldFrom, int fieldTo, String prefix) {
    return Bytes.startsWith(buffer, fieldFrom, fieldTo, prefix);
  }

  private void readPriority(String word) {
    switch (word) {
      case "normal" -> priority = Event.Priority.NORMAL;
      case "low" -> priority = Event.Priority.LOW;
      default -> notPortable.add(NotPortable.BAD_WORD);
    }
  }

  private void readAlertType(String word) {
    switch (word) {
      case "error" -> alertType = Event.AlertType.ERROR;
      case "warning" -> alertType = Event.AlertType.WARNING;
      case "info" -> alertType = Event.AlertType.INFO;
      case "success" -> alertType = Event.AlertType.SUCCESS;
      default -> notPortable.add(NotPortable.BAD_WORD);
    }
  }

  private String unescaped(int textFrom, int textTo) {
    return WireText.of(buffer, textFrom, textTo).replace("\\n", "\n");
  }
}
