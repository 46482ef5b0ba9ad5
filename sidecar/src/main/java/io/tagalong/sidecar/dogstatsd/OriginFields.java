package io.tagalong.sidecar.dogstatsd;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the origin fields of one message lie in its buffer; an {@link Origin} comes into being when
 * it is asked for.
 *
 * <p>Of each field the last one wins. In a list, {@code c:} knows {@code ci-} and {@code in-};
 * alone, it may also be {@code cid-} or a bare id. An inode that is no number is absent.
 *
 * <p>Threads: owned by the thread that parses. <em>Hot.</em>
 */
final class OriginFields {
  private static final Pattern INODE = Pattern.compile("[0-9]+");

  /** So that the many messages without any need nothing cleared. */
  private boolean isAnySet;

  private int localFrom;
  private int localTo;
  private int externalFrom;
  private int externalTo;
  private int cardinalityFrom;
  private int cardinalityTo;

  void clear() {
    if (isAnySet) {
      isAnySet = false;
      localFrom = localTo = 0;
      externalFrom = externalTo = 0;
      cardinalityFrom = cardinalityTo = 0;
    }
  }

  /** Takes the field [from, to), unless it is of another kind. */
  void take(byte[] buffer, int from, int to) {
    isAnySet = true;
    if (Bytes.startsWith(buffer, from, to, "c:")) {
      localFrom = from + 2;
      localTo = to;
    } else if (Bytes.startsWith(buffer, from, to, "e:")) {
      externalFrom = from + 2;
      externalTo = to;
    } else if (Bytes.startsWith(buffer, from, to, "card:")) {
      cardinalityFrom = from + 5;
      cardinalityTo = to;
    }
  }

  Origin origin(byte[] buffer) {
    if (localFrom == localTo && externalFrom == externalTo && cardinalityFrom == cardinalityTo) {
      return Origin.NONE;
    }
    String containerId = "";
    Long cgroupInode = null;
    List<String> items = WireText.list(buffer, localFrom, localTo);
    boolean alone = items.size() == 1;
    for (String item : items) {
      if (item.startsWith("ci-")) {
        containerId = item.substring("ci-".length());
      } else if (item.startsWith("in-")) {
        cgroupInode = inode(item.substring("in-".length()));
      } else if (alone) {
        containerId = item.startsWith("cid-") ? item.substring("cid-".length()) : item;
      }
    }
    return new Origin(
        presentOrNull(containerId),
        cgroupInode,
        presentOrNull(WireText.of(buffer, externalFrom, externalTo)),
        presentOrNull(WireText.of(buffer, cardinalityFrom, cardinalityTo)));
  }

  private static @Nullable Long inode(String text) {
    if (!INODE.matcher(text).matches()) {
      return null;
    }
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException moreThan64Bits) {
      return null;
    }
  }

  private static @Nullable String presentOrNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
