package io.tagalong.agent.record;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One value beside each of some objects, for as long as the object lives. Hot.
 *
 * <p><b>Layout.</b> An open-addressing array of weak references with linear probing, at most half
 * full. Objects are told apart by identity: neither {@code equals} nor {@code hashCode} of the
 * application runs. An entry never moves within its array; once a second, when many of the places
 * are taken, those whose objects are alive go to a fresh array.
 *
 * <p><b>Bound.</b> Beyond {@link #LIMIT} objects, further ones get no value, and are counted: at
 * once, as application threads do not make room.
 *
 * <p><b>Threads.</b> Any application thread reads and writes; the flush thread makes room. Reading,
 * and writing beside an object that has a value, or where there is no room, take no lock and
 * allocate nothing.
 *
 * <p>Values are strings and boxed primitives, as in a {@link TagTable}; so no entry retains a class
 * loader.
 */
public final class Notes {
  /** Threads, and instances of an SDK, are fewer. */
  static final int LIMIT = 2_000;

  /** With fewer places taken than these there is room enough until a second later. */
  private static final int CROWDED = LIMIT / 4;

  private static final int CAPACITY = 4_096;
  private static final int MASK = CAPACITY - 1;

  private static final class Entry extends WeakReference<Object> {
    /** Written by the thread that writes the note, read by those that read it. */
    private volatile @Nullable Object value;

    Entry(Object object, @Nullable Object value) {
      super(object);
      this.value = value;
    }
  }

  /** Replaced under the lock; read by every thread. */
  private volatile AtomicReferenceArray<@Nullable Entry> entries =
      new AtomicReferenceArray<>(CAPACITY);

  /** Written under the lock; read without it by whoever finds no room, who may be late by one. */
  private volatile int taken;

  /** Added to by application threads, read by the flush thread. */
  private final LongAdder drops = new LongAdder();

  /** The value beside an object; null when there is none. */
  public @Nullable Object read(@Nullable Object object) {
    Entry entry = object == null ? null : find(entries, object);
    return entry == null ? null : entry.value;
  }

  /** Puts a value beside an object, in the place of an earlier one. */
  public void write(@Nullable Object object, @Nullable Object value) {
    if (object == null) {
      return;
    }
    Entry entry = find(entries, object);
    if (entry != null) {
      entry.value = value;
    } else if (value != null) {
      if (taken >= LIMIT) {
        drops.increment();
      } else {
        add(object, value);
      }
    }
  }

  private static @Nullable Entry find(
      AtomicReferenceArray<@Nullable Entry> entries, Object object) {
    for (int i = System.identityHashCode(object) & MASK; ; i = (i + 1) & MASK) {
      Entry entry = entries.get(i);
      if (entry == null || entry.get() == object) {
        return entry;
      }
    }
  }

  private synchronized void add(Object object, Object value) {
    Entry other = find(entries, object);
    if (other != null) {
      other.value = value;
      return;
    }
    if (taken >= LIMIT) {
      drops.increment();
      return;
    }
    put(entries, object, new Entry(object, value));
    taken++;
  }

  /** Takes away what stands beside objects that are gone. Only the flush thread may call this. */
  void makeRoom() {
    if (taken >= CROWDED) {
      keepTheLiving();
    }
  }

  private synchronized void keepTheLiving() {
    AtomicReferenceArray<@Nullable Entry> fresh = new AtomicReferenceArray<>(CAPACITY);
    int living = 0;
    for (int i = 0; i < CAPACITY; i++) {
      Entry entry = entries.get(i);
      Object object = entry == null ? null : entry.get();
      if (entry != null && object != null) {
        put(fresh, object, entry);
        living++;
      }
    }
    entries = fresh;
    taken = living;
  }

  private static void put(AtomicReferenceArray<@Nullable Entry> into, Object object, Entry entry) {
    int i = System.identityHashCode(object) & MASK;
    while (into.get(i) != null) {
      i = (i + 1) & MASK;
    }
    into.set(i, entry);
  }

  long drops() {
    return drops.sum();
  }
}
