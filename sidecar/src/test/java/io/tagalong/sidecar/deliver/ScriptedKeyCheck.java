package io.tagalong.sidecar.deliver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Answers with verdicts laid out beforehand, then that the key is valid. */
final class ScriptedKeyCheck implements KeyCheck {

  int asked;

  /** What happens while the check is under way. */
  Runnable meanwhile = () -> {};

  private final Deque<Verdict> script = new ArrayDeque<>();

  void then(Verdict... verdicts) {
    script.addAll(List.of(verdicts));
  }

  @Override
  public Verdict check() {
    asked++;
    meanwhile.run();
    Verdict next = script.poll();
    return next == null ? Verdict.VALID : next;
  }
}
