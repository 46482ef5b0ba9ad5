package io.tagalong.intake.ledger;

import io.tagalong.intake.rule.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The first violations and the number of all. Not thread-safe; the ledger owns it. */
final class ViolationLog {
  static final int MAX_KEPT = 1000;

  private final Consumer<Violation> onKept;
  private final List<Violation> kept = new ArrayList<>();
  private long total;

  ViolationLog(Consumer<Violation> onKept) {
    this.onKept = onKept;
  }

  void add(Violation violation) {
    total++;
    if (kept.size() < MAX_KEPT) {
      kept.add(violation);
      onKept.accept(violation);
    }
  }

  List<Violation> kept() {
    return List.copyOf(kept);
  }

  long total() {
    return total;
  }

  void clear() {
    kept.clear();
    total = 0;
  }
}
