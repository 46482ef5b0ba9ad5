package io.tagalong.agent.record;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The members that one tag set of a set has seen since the last flush. */
public final class SetCell extends Cell {
  /** More distinct members of one tag set are not kept from one flush to the next. */
  private static final int MAX_WAITING = 8_192;

  private final SampleBuffer buffer;

  /** Owned by the flush thread. */
  private final Set<String> waiting = new HashSet<>();

  SetCell(int hash, @Nullable Object[] tags, LongAdder drops, SampleBuffer buffer) {
    super(hash, tags, drops);
    this.buffer = buffer;
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
    return waiting.contains(text) || (waiting.size() < MAX_WAITING && waiting.add(text));
  }

  @Override
  void take(SampleSink sink, TagTable table) {
    for (Iterator<String> members = waiting.iterator(); members.hasNext(); ) {
      sink.member(metric(table), members.next(), rendered(table));
      members.remove();
    }
  }
}
