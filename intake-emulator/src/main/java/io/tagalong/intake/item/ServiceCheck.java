package io.tagalong.intake.item;

import java.util.List;

/**
 * The state of a service as it was sent.
 *
 * @param status 0 ok, 1 warning, 2 critical, 3 unknown; other numbers are broken rules
 * @param timestampSeconds seconds since the epoch; the time of arrival if none was sent
 */
public record ServiceCheck(
    String check,
    String host,
    long status,
    long timestampSeconds,
    String message,
    List<String> tags) {
  public ServiceCheck {
    tags = List.copyOf(tags);
  }
}
