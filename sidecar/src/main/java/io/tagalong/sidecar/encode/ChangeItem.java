package io.tagalong.sidecar.encode;

import java.util.List;

/**
 * A change of a feature flag for {@code /api/v2/events}, complete.
 *
 * @param author who or what changed it; empty when that is not known
 * @param services that the flag concerns
 * @param changedAt RFC 3339, such as {@code 2026-01-31T09:30:00Z}
 */
public record ChangeItem(
    String flag,
    String title,
    String message,
    String author,
    List<String> services,
    List<String> tags,
    String host,
    String changedAt) {

  public ChangeItem {
    services = List.copyOf(services);
    tags = List.copyOf(tags);
  }
}
