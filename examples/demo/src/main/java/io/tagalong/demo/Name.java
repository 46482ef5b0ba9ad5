package io.tagalong.demo;

import java.util.List;

/** How the demo writes what has been done and what has arrived, so that both can be compared. */
final class Name {
  private Name() {}

  /** A series: {@code metric{key:value,key:value}}, tags sorted. */
  static String ofSeries(String metric, List<String> tags) {
    return metric + "{" + String.join(",", tags.stream().sorted().toList()) + "}";
  }

  /** The logs of a service: {@code logs of service{status:info}}. */
  static String ofLogs(String service, String status) {
    return ofSeries("logs of " + service, List.of("status:" + status));
  }

  /** An event: {@code event "title"{key:value,key:value}}, tags sorted. */
  static String ofEvent(String title, List<String> tags) {
    return ofSeries("event \"" + title + "\"", tags);
  }
}
