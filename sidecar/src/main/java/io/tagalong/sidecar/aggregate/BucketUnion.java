package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.aggregate.ClosedBucket.End;
import io.tagalong.sidecar.cell.Cells;
import io.tagalong.sidecar.cell.Numbers;
import io.tagalong.sidecar.context.Context;
import io.tagalong.sidecar.context.ContextKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one bucket of those that several shards closed at the same time: counts add up, of gauges
 * the one that came last stays, histograms, distributions and sets are merged.
 *
 * <p>Each shard has a context of its own for the same key. The first that comes stands for all from
 * then on, so that what follows need not compare keys; it is replaced when it was in no bucket for
 * so long that nothing of it can be left there.
 *
 * <p>Threads: owned by the flush thread.
 */
final class BucketUnion {
  /** Longer than counters say zero, by the widest bucket. */
  private static final int FORGET_AFTER_SECONDS = Aggregator.EXPIRY_SECONDS + 60;

  private final Map<ContextKey, Member> members = new HashMap<>();
  private long cleanedSeconds = Long.MIN_VALUE;

  /** The context that stands for all of its key, and where the bucket at hand has it. */
  private static final class Member {
    final Context context;
    long bucketSeconds = Long.MIN_VALUE;
    int slot;

    Member(Context context) {
      this.context = context;
    }
  }

  /** The union of buckets with this start, at least one; their cells are taken over. */
  ClosedBucket of(long startSeconds, List<ClosedBucket> parts) {
    forget(startSeconds);
    Numbers numbers = new Numbers(parts.get(0).numbers().size());
    Cells cells = new Cells(parts.get(0).cells().size());
    List<TimedPoint> timed = new ArrayList<>();
    for (ClosedBucket part : parts) {
      addNumbers(startSeconds, part.numbers(), numbers);
      addCells(startSeconds, part.cells(), cells);
      timed.addAll(part.timed());
    }
    return new ClosedBucket(startSeconds, end(parts), numbers, cells, timed);
  }

  private void addNumbers(long startSeconds, Numbers part, Numbers all) {
    for (int i = 0; i < part.size(); i++) {
      Courtesy.atStep(i);
      Member member = member(part.context(i));
      if (member.bucketSeconds == startSeconds) {
        all.mergeAt(member.slot, part.value(i), part.arrivalSeconds(i));
      } else {
        member.bucketSeconds = startSeconds;
        member.slot = all.append(member.context, part.value(i), part.arrivalSeconds(i));
      }
    }
  }

  private void addCells(long startSeconds, Cells part, Cells all) {
    for (int i = 0; i < part.size(); i++) {
      Courtesy.atStep(i);
      Member member = member(part.context(i));
      if (member.bucketSeconds == startSeconds) {
        all.cell(member.slot).merge(part.cell(i));
      } else {
        member.bucketSeconds = startSeconds;
        member.slot = all.append(member.context, part.cell(i));
      }
    }
  }

  private Member member(Context context) {
    return members.computeIfAbsent(context.key(), key -> new Member(context));
  }

  private void forget(long nowSeconds) {
    if (cleanedSeconds <= nowSeconds - FORGET_AFTER_SECONDS) {
      cleanedSeconds = nowSeconds;
      members.values().removeIf(member -> member.bucketSeconds < nowSeconds - FORGET_AFTER_SECONDS);
    }
  }

  /** One part without content leaves open who was silent; one that ended shows that time was up. */
  private static End end(List<ClosedBucket> parts) {
    if (parts.stream().anyMatch(part -> part.end() == End.LOST)) {
      return End.LOST;
    }
    return parts.stream().anyMatch(part -> part.end() == End.COMPLETE)
        ? End.COMPLETE
        : End.CUT_SHORT;
  }
}
