package io.tagalong.agent.record;

import io.tagalong.agent.rule.Metric;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The members that one tag set of a set has seen since the last flush. */
public final class SetCell extends Cell {
  /** More distinct members of one tag set are not kept from one flush to the next. */
  private static final int MAX_WAITING = 8_192;

  /** Of a member beside its characters: the text, its array, its entry in the set. */
  private static final int MEMBER_BYTES = 100;

  private final SampleBuffer buffer;
  private final SampleMemory.Share memory;

  /** Owned by the flush thread. */
  private final Set<String> waiting = new HashSet<>();

  SetCell(
      int hash,
      @Nullable Object[] tags,
      LongAdder drops,
      SampleBuffer buffer,
      SampleMemory.Share memory) {
    super(hash, tags, drops);
    this.buffer = buffer;
    this.memory = memory;
  }

  /** Hot. Null is no member. */
  public void add(@Nullable Object member) {
    if (member != null) {
      buffer.offer(this, 0, member);
    }
  }

  /** Keeps a member that has left the buffer; false when there are too many. */
  boolean keep(Object member) {
    String text = TagText.clean(member.toString());
    if (waiting.contains(text)) {
      return true;
    }
    return waiting.size() < MAX_WAITING && memory.take(bytes(text)) && waiting.add(text);
  }

  private static long bytes(String member) {
    return MEMBER_BYTES + 2L * member.length();
  }

  @Override
  void take(SampleSink sink, Metric metric) {
    for (Iterator<String> members = waiting.iterator(); members.hasNext(); ) {
      String member = members.next();
      sink.member(named(metric), member, rendered(metric));
      members.remove();
      memory.giveBack(bytes(member));
    }
  }
}
