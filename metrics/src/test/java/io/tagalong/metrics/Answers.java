package io.tagalong.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers with the statuses in turn, then 202; 0 is a lost connection. */
final class Answers implements Intake {
  final Deque<Integer> statuses = new ArrayDeque<>();
  final List<String> bodies = new ArrayList<>();

  @Override
  public synchronized int post(String path, byte[] body) throws IOException {
    bodies.add(path + ' ' + new String(body, StandardCharsets.UTF_8));
    int status = statuses.isEmpty() ? 202 : statuses.removeFirst();
    if (status == 0) {
      throw new IOException("reset");
    }
    return status;
  }
}
