package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.DecodedItem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers with outcomes laid out beforehand, then delivers; keeps the bodies it was given. */
final class ScriptedTransport implements Transport {

  final List<Body> sent = new ArrayList<>();
  private final Deque<Outcome> script = new ArrayDeque<>();

  private @Nullable String rejected;
  private Runnable watcher = () -> {};

  ScriptedTransport then(Outcome... outcomes) {
    script.addAll(List.of(outcomes));
    return this;
  }

  /** Rejects series whose name begins like that, and with them all of their body. */
  void rejectBodiesWith(String metric) {
    rejected = metric;
  }

  /** Runs this at each further attempt, while the body is on its way. */
  void watch(Runnable look) {
    watcher = look;
  }

  @Override
  public Outcome send(Body body) {
    sent.add(body);
    watcher.run();
    if (rejected != null
        && DecodedItem.of(body.kind(), body.bytes()).stream()
            .anyMatch(item -> item.metric().startsWith(rejected))) {
      return new Outcome.Rejected(400);
    }
    Outcome next = script.poll();
    return next == null ? new Outcome.Delivered() : next;
  }
}
