package io.tagalong.agent.record;

import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.Rule;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tables, groups and notes of all rules, made when the first call that needs one is linked.
 *
 * <p>Application threads add while they link, the flush thread reads. A rule that is taken away
 * leaves its table behind, so that what it has counted still leaves; {@link #MAX_TABLES} and {@link
 * #MAX_NOTES} bound what many reloads could pile up.
 */
public final class Tables {
  private static final int MAX_TABLES = 1_000;

  /** Names of notes, of which each takes some 16 KiB. */
  private static final int MAX_NOTES = 100;

  private final ConcurrentHashMap<String, TagTable> byKey = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Group> byGroup = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Notes> byNote = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, WaitingCalls> waiting = new ConcurrentHashMap<>();

  /** The table that all rules with this metric share. */
  public TagTable forMetric(Metric metric) {
    TagTable table = byKey.get(metric.tableKey());
    if (table != null) {
      return table;
    }
    if (byKey.size() >= MAX_TABLES) {
      throw new IllegalStateException(
          "there are " + MAX_TABLES + " metrics already; restart the application to begin anew");
    }
    TagTable fresh = new TagTable(metric);
    TagTable other = byKey.putIfAbsent(metric.tableKey(), fresh);
    return other == null ? fresh : other;
  }

  /** The group with this name. */
  public Group group(String name) {
    Group group = byGroup.get(name);
    if (group != null) {
      return group;
    }
    Group fresh = new Group();
    Group other = byGroup.putIfAbsent(name, fresh);
    return other == null ? fresh : other;
  }

  /** Forgets which calls of all groups are in progress: see {@link Group#forget}. */
  public void forgetCallsInProgress() {
    for (Group group : byGroup.values()) {
      group.forget();
    }
  }

  /** The notes with this name. */
  public Notes notes(String name) {
    Notes notes = byNote.get(name);
    if (notes != null) {
      return notes;
    }
    if (byNote.size() >= MAX_NOTES) {
      throw new IllegalStateException(
          "there are notes of "
              + MAX_NOTES
              + " names already; restart the application to begin anew");
    }
    Notes fresh = new Notes();
    Notes other = byNote.putIfAbsent(name, fresh);
    return other == null ? fresh : other;
  }

  /** The calls that wait to be recorded in a metric, or for the note that a rule has instead. */
  public WaitingCalls waiting(Rule rule) {
    Metric metric = rule.metric();
    return waiting.computeIfAbsent(
        metric == null ? "" : metric.tableKey(), any -> new WaitingCalls());
  }

  /** Makes room among the notes. Only the flush thread may call this. */
  public void makeRoomForNotes() {
    for (Notes notes : byNote.values()) {
      notes.makeRoom();
    }
  }

  /** Makes room in the sample buffers. Only the flush thread may call this. */
  public void drain() {
    for (TagTable table : byKey.values()) {
      table.drain();
    }
  }

  /** Takes what is new in all tables. Only the flush thread may call this. */
  public void takeInto(SampleSink sink) {
    for (TagTable table : byKey.values()) {
      table.takeInto(sink);
    }
  }

  /** How many samples found their table full of tag sets, and went to its overflow cell. */
  public long overflows() {
    long sum = 0;
    for (TagTable table : byKey.values()) {
      sum += table.overflows();
    }
    return sum;
  }

  /** How many notes found no room. */
  public long droppedNotes() {
    long sum = 0;
    for (Notes notes : byNote.values()) {
      sum += notes.drops();
    }
    return sum;
  }

  /** How many samples were dropped because a buffer was full, or too many calls were awaited. */
  public long drops() {
    long sum = 0;
    for (WaitingCalls calls : waiting.values()) {
      sum += calls.drops();
    }
    for (TagTable table : byKey.values()) {
      sum += table.drops();
    }
    return sum;
  }
}
