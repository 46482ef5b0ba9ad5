package io.tagalong.sidecar.logs;

import io.tagalong.sidecar.encode.LogItem;
import java.util.List;

/** Where gathered logs leave. */
public interface LogOutlet {
  /** Whether delivery keeps up; while it does not, a sender had better wait. */
  boolean hasRoom();

  /**
   * Takes all of the logs or, when there is no room for them, none and says false.
   *
   * @param afterwards runs when they are on their way, or lost and counted
   */
  boolean offer(List<LogItem> logs, Runnable afterwards);
}
