package io.tagalong.sidecar.enrich;

import java.util.List;

/**
 * Whom an event or a service check is attributed to.
 *
 * @param tags not normalised, with duplicates and empty ones
 * @param host empty when the sender wants none
 */
public record Attribution(List<String> tags, String host) {
  public Attribution {
    tags = List.copyOf(tags);
  }
}
