package io.tagalong.agent.record;

import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.Rule;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The tables, groups and notes of all rules, made when the first call that needs one is linked.
 *
 * <p>Application threads add while they link, the flush thread reads. A rule that is taken away
 * leaves its table behind until what it has counted has left; {@link #MAX_TABLES} bounds how many
 * there are at once, and {@link #MAX_NOTES} what many reloads could pile up.
 */
public final class Tables {
  static final int MAX_TABLES = 1_000;

  /** Metrics, or notes, of awaited calls, of which each takes some 300 bytes. */
  private static final int MAX_AWAITED = 1_000;

  /** A thread may have found its cell before the table went, and record a little later. */
  static final int LAST_FLUSHES = 10;

  /** Names of notes, of which each takes some 16 KiB. */
  static final int MAX_NOTES = 100;

  /** A table, weakly, and strongly what is in it. */
  private static final class Held extends WeakReference<TagTable> {
    private final String key;
    private final TableContents contents;

    /** How often it was flushed since nobody refers to it. Owned by the flush thread. */
    private int lastFlushes;

    Held(String key, TagTable table) {
      super(table);
      this.key = key;
      this.contents = table.contents();
    }
  }

  private final SampleMemory memory;

  /** Changed under the lock, read by any thread. */
  private final ConcurrentHashMap<String, Held> byKey = new ConcurrentHashMap<>();

  /** Those, and the ones before them under the same key. Changed under the lock. */
  private final Queue<Held> all = new ConcurrentLinkedQueue<>();

  /** Of tables that are gone: owned by the flush thread. */
  private long overflowsOfGone;

  private long dropsOfGone;

  private final ConcurrentHashMap<String, Group> byGroup = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Notes> byNote = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, WaitingCalls> waiting = new ConcurrentHashMap<>();

  public Tables() {
    this(SampleMemory.ofHeap());
  }

  Tables(SampleMemory memory) {
    this.memory = memory;
  }

  /**
   * The table that all rules with this metric share. It lives as long as somebody refers to it.
   *
   * @throws TablesFullException when there are too many
   */
  public TagTable forMetric(Metric metric) {
    String key = metric.tableKey();
    TagTable table = known(key);
    return table == null ? add(key, metric) : table;
  }

  private @Nullable TagTable known(String key) {
    Held held = byKey.get(key);
    return held == null ? null : held.get();
  }

  private synchronized TagTable add(String key, Metric metric) {
    TagTable other = known(key);
    if (other != null) {
      return other;
    }
    if (all.size() >= MAX_TABLES) {
      throw new TablesFullException(
          "there are " + MAX_TABLES + " metrics already; take rules away that are not needed");
    }
    TagTable fresh = new TagTable(metric, memory);
    Held held = new Held(key, fresh);
    byKey.put(key, held);
    all.add(held);
    return fresh;
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
      throw new TablesFullException(
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
    String key = metric == null ? "" : metric.tableKey();
    WaitingCalls calls = waiting.get(key);
    if (calls != null) {
      return calls;
    }
    if (waiting.size() >= MAX_AWAITED) {
      throw new TablesFullException(
          "there were "
              + MAX_AWAITED
              + " metrics of awaited calls already; restart the application to begin anew");
    }
    WaitingCalls fresh = new WaitingCalls();
    WaitingCalls other = waiting.putIfAbsent(key, fresh);
    return other == null ? fresh : other;
  }

  /** Makes room among the notes. Only the flush thread may call this. */
  public void makeRoomForNotes() {
    for (Notes notes : byNote.values()) {
      notes.makeRoom();
    }
  }

  /** Makes room in the sample buffers. Only the flush thread may call this. */
  public void drain() {
    for (Held held : all) {
      held.contents.drain();
    }
  }

  /**
   * Takes what is new in all tables, and lets go of those that nobody refers to any more. Only the
   * flush thread may call this.
   */
  public void takeInto(SampleSink sink) {
    for (Held held : all) {
      boolean gone = held.get() == null;
      held.contents.takeInto(sink);
      if (gone && ++held.lastFlushes == LAST_FLUSHES) {
        letGo(held);
      }
    }
  }

  private synchronized void letGo(Held held) {
    all.remove(held);
    byKey.remove(held.key, held);
    overflowsOfGone += held.contents.overflows();
    dropsOfGone += held.contents.drops();
    held.contents.end();
  }

  /** How many samples found their table full of tag sets, and went to its overflow cell. */
  public long overflows() {
    long sum = overflowsOfGone;
    for (Held held : all) {
      sum += held.contents.overflows();
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

  /** How many samples were dropped: for want of room, or as infinite, or without a name. */
  public long drops() {
    long sum = dropsOfGone;
    for (WaitingCalls calls : waiting.values()) {
      sum += calls.drops();
    }
    for (Held held : all) {
      sum += held.contents.drops();
    }
    return sum;
  }
}
