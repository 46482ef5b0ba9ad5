package io.tagalong.sidecar.webhook;

import java.util.List;

/**
 * A change of a feature flag, as a webhook has it.
 *
 * @param flag its name
 * @param author who changed it; empty when that is not known
 * @param timestampSeconds Unix time; 0 stands for the time of receipt
 */
public record FlagChange(
    String flag,
    String title,
    String text,
    String author,
    long timestampSeconds,
    List<String> tags) {

  public FlagChange {
    tags = List.copyOf(tags);
  }
}
