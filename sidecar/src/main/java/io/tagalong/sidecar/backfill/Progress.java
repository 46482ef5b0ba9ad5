package io.tagalong.sidecar.backfill;

import java.util.Map;

/**
 * How far a backfill is, at one moment.
 *
 * @param position in the file, in bytes: everything before it was sent or skipped, and a later
 *     backfill may begin here
 * @param fileBytes size of the file at the start
 * @param read lines that were not empty, since the start
 * @param sent logs that were handed to delivery
 * @param skipped lines by reason; reasons that never occurred are absent
 * @param failure why it failed and what to do; empty unless it did
 */
public record Progress(
    State state,
    long position,
    long fileBytes,
    long read,
    long sent,
    Map<Skip, Long> skipped,
    String failure) {

  /** What a backfill does. */
  public enum State {
    RUNNING,
    DONE,
    STOPPED,
    FAILED
  }

  public Progress {
    skipped = Map.copyOf(skipped);
  }

  /** How much of the file is behind it, from 0 to 100. */
  public int percent() {
    return fileBytes == 0 ? 100 : (int) Math.min(100, 100 * position / fileBytes);
  }
}
