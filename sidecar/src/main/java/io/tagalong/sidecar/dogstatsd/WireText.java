package io.tagalong.sidecar.dogstatsd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Strings out of a part of a byte array. */
final class WireText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 _.-]*");

  private WireText() {}

  /** Decodes UTF-8; a run of malformed bytes becomes one U+FFFD. */
  static String of(byte[] buffer, int from, int to) {
    String text = new String(buffer, from, to - from, StandardCharsets.UTF_8);
    return text.contains("\uFFFD\uFFFD") ? text.replaceAll("\uFFFD+", "\uFFFD") : text;
  }

  /** What stands between the commas, empty items too; no item when there is nothing at all. */
  static List<String> list(byte[] buffer, int from, int to) {
    List<String> items = new ArrayList<>();
    for (int itemFrom = from; from < to && itemFrom <= to; ) {
      int itemTo = Bytes.endOf(buffer, (byte) ',', itemFrom, to);
      items.add(of(buffer, itemFrom, itemTo));
      itemFrom = itemTo + 1;
    }
    return items;
  }

  /** Whether there is nothing but what every server takes in a name that is not a metric's. */
  static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }
}
