package io.tagalong.sidecar.spool;

import io.tagalong.sidecar.encode.BodyKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which files a spool has, kept in memory, so that no question about them touches the disk.
 *
 * <p>Each takes up room for as long as it exists. Meanwhile it waits to be delivered, or is checked
 * out, or is passed over because its disk refuses this one.
 *
 * <p>Threads: any, under this object's monitor, which nobody holds while the disk works.
 */
final class SpoolIndex {

  private static final Comparator<SpoolEntry> OLDEST_FIRST =
      Comparator.comparingLong(SpoolEntry::createdSeconds).thenComparingLong(SpoolEntry::number);

  private final Set<SpoolEntry> files = new HashSet<>();
  private final Map<BodyKind, NavigableSet<SpoolEntry>> waiting = new EnumMap<>(BodyKind.class);
  private final Set<SpoolEntry> passedOver = new HashSet<>();

  /** How often each file could not be read. */
  private final Map<SpoolEntry, Integer> failures = new HashMap<>();

  private long diskBytes;

  /** Adds a file, as one that is checked out. */
  synchronized void add(SpoolEntry entry) {
    if (files.add(entry)) {
      diskBytes += entry.diskBytes();
    }
  }

  /** Forgets a file that is gone. */
  synchronized void remove(SpoolEntry entry) {
    checkOut(entry);
    failures.remove(entry);
    if (files.remove(entry)) {
      diskBytes -= entry.diskBytes();
    }
  }

  /** Lets a file wait. */
  synchronized void putBack(SpoolEntry entry) {
    waiting(entry.kind()).add(entry);
  }

  /** Lets a file wait no longer. */
  synchronized void checkOut(SpoolEntry entry) {
    waiting(entry.kind()).remove(entry);
    passedOver.remove(entry);
  }

  /** Passes a file over, until {@link #resume}. */
  synchronized void passOver(SpoolEntry entry) {
    waiting(entry.kind()).remove(entry);
    passedOver.add(entry);
  }

  /** Lets wait what was passed over. */
  synchronized void resume() {
    passedOver.forEach(this::putBack);
    passedOver.clear();
  }

  /** Whether a file of a kind waits or is passed over. */
  synchronized boolean holdsAny(BodyKind kind) {
    return !waiting(kind).isEmpty() || passedOver.stream().anyMatch(entry -> entry.kind() == kind);
  }

  /** Notes that a file could not be read; returns how often that was so. */
  synchronized int countFailure(SpoolEntry entry) {
    return failures.merge(entry, 1, Integer::sum);
  }

  /** The file of a kind that is to be delivered next, of those that wait and are of use. */
  synchronized Optional<SpoolEntry> next(BodyKind kind, long nowSeconds) {
    NavigableSet<SpoolEntry> ofKind = waiting(kind);
    NavigableSet<SpoolEntry> inOrder = kind.newestFirst() ? ofKind.descendingSet() : ofKind;
    return inOrder.stream().filter(entry -> !entry.isExpired(nowSeconds)).findFirst();
  }

  /** The oldest file that waits. */
  synchronized Optional<SpoolEntry> oldest() {
    return waiting.values().stream().flatMap(ofKind -> ofKind.stream().limit(1)).min(OLDEST_FIRST);
  }

  /** The files that wait although they are too old to be of use. */
  synchronized List<SpoolEntry> expired(long nowSeconds) {
    List<SpoolEntry> expired = new ArrayList<>();
    for (NavigableSet<SpoolEntry> ofKind : waiting.values()) {
      ofKind.stream().takeWhile(entry -> entry.isExpired(nowSeconds)).forEach(expired::add);
    }
    return expired;
  }

  /** The files that wait, the oldest first. */
  synchronized List<SpoolEntry> waiting() {
    return waiting.values().stream().flatMap(Set::stream).sorted(OLDEST_FIRST).toList();
  }

  synchronized int files() {
    return files.size();
  }

  /** What all files take of the disk, in bytes. */
  synchronized long diskBytes() {
    return diskBytes;
  }

  private NavigableSet<SpoolEntry> waiting(BodyKind kind) {
    return waiting.computeIfAbsent(kind, absent -> new TreeSet<>(OLDEST_FIRST));
  }
}
