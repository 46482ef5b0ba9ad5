package io.tagalong.sidecar.cell;

import io.tagalong.sidecar.dogstatsd.MetricLine;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts distinct members: exactly up to {@value #MAX_EXACT_MEMBERS} in a bucket, beyond it by a
 * {@link DistinctEstimate}, which takes the members over.
 */
final class SetCell implements Cell {
  static final int MAX_EXACT_MEMBERS = 10_000;

  private Set<String> members = new HashSet<>();
  private @Nullable DistinctEstimate estimate;

  @Override
  public int add(MetricLine line) {
    add(line.setMember());
    return 1;
  }

  void add(String member) {
    if (estimate != null) {
      estimate.add(member);
      return;
    }
    members.add(member);
    if (members.size() > MAX_EXACT_MEMBERS) {
      estimating();
    }
  }

  /** The estimate that has taken the members over. */
  private DistinctEstimate estimating() {
    if (estimate == null) {
      estimate = new DistinctEstimate();
      members.forEach(estimate::add);
      members = Set.of();
    }
    return estimate;
  }

  @Override
  public void merge(Cell other) {
    SetCell that = (SetCell) other;
    that.members.forEach(this::add);
    if (that.estimate != null) {
      estimating().merge(that.estimate);
    }
  }

  @Override
  public void emit(Report report) {
    if (estimate == null) {
      report.gauge("", members.size());
    } else {
      report.gauge("", estimate.count());
      report.countEstimatedSet();
    }
  }
}
