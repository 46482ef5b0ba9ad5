package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Body;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers with outcomes laid out beforehand, then delivers; keeps the bodies it was given. */
final class ScriptedTransport implements Transport {

  final List<Body> sent = new ArrayList<>();
  private final Deque<Outcome> script = new ArrayDeque<>();

  ScriptedTransport then(Outcome... outcomes) {
    script.addAll(List.of(outcomes));
    return this;
  }

  @Override
  public Outcome send(Body body) {
    sent.add(body);
    Outcome next = script.poll();
    return next == null ? new Outcome.Delivered() : next;
  }
}
