package io.tagalong.metrics;

import java.nio.charset.StandardCharsets;

/** One request that is to be made: where to, what, and how much is lost if it fails. */
final class Body {
  private final String path;
  private final byte[] bytes;
  private final int items;

  /**
   * @param items series or events in it
   */
  Body(String path, String json, int items) {
    this.path = path;
    this.bytes = json.getBytes(StandardCharsets.UTF_8);
    this.items = items;
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
}
