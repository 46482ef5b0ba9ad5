package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts distinct members, exactly up to {@value #MAX_MEMBERS} in a bucket; members beyond these
 * are dropped, so the reported number then is that maximum.
 */
final class SetCell implements Cell {
  static final int MAX_MEMBERS = 10_000;

  private final Set<String> members = new HashSet<>();

  @Override
  public int add(MetricLine line) {
    String member = line.setMember();
    if (members.size() == MAX_MEMBERS) {
      return members.contains(member) ? 1 : 0;
    }
    members.add(member);
    return 1;
  }

  @Override
  public SelfMetric dropReason() {
    return SelfMetric.SAMPLES_DROPPED_SET_LIMIT;
  }

  @Override
  public void emit(ContextKey context, SnapshotBuilder snapshot) {
    snapshot.gauge(context, "", members.size());
  }
}
