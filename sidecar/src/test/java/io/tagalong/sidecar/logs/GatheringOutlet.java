package io.tagalong.sidecar.logs;

import io.tagalong.sidecar.encode.LogItem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Keeps what it is offered, and says that it has left only when the test wants it. */
final class GatheringOutlet implements LogOutlet {
  final List<LogItem> logs = new ArrayList<>();
  final List<Integer> batches = new ArrayList<>();
  final Queue<Runnable> underWay = new ArrayDeque<>();
  boolean hasRoom = true;
  boolean refuses;

  @Override
  public boolean hasRoom() {
    return hasRoom;
  }

  @Override
  public boolean offer(List<LogItem> offered, Runnable afterwards) {
    if (refuses) {
      return false;
    }
    logs.addAll(offered);
    batches.add(offered.size());
    underWay.add(afterwards);
    return true;
  }
}
