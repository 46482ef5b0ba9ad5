package io.tagalong.sidecar.backfill;

import io.tagalong.sidecar.encode.LogItem;
import java.util.List;

/**
 * Logs that leave together.
 *
 * @param oldestSeconds Unix time of the oldest of them
 */
public record Batch(List<LogItem> logs, long oldestSeconds) {
  public Batch {
    logs = List.copyOf(logs);
  }
}
