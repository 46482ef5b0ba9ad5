package io.tagalong.metrics;

import java.nio.charset.StandardCharsets;

/** One request that is to be made: where to, what, of when, and how much is lost if it fails. */
final class Body {
  private final String path;
  private final byte[] bytes;
  private final int items;
  private final long seconds;

  /**
   * @param items series or events in it
   * @param seconds their time, since 1970
   */
  Body(String path, String json, int items, long seconds) {
    this.path = path;
    this.bytes = json.getBytes(StandardCharsets.UTF_8);
    this.items = items;
    this.seconds = seconds;
  }

  String path() {
    return path;
  }

  byte[] bytes() {
    return bytes;
  }

  int items() {
    return items;
  }

  long seconds() {
    return seconds;
  }
}
