package io.tagalong.agent.record;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The calls of one metric, or note, whose results are not there yet.
 *
 * <p><b>Bound.</b> While {@link #LIMIT} of them wait, further ones are dropped and counted: a
 * method may give the same unfinished result again and again. Threads that come at once may exceed
 * it by one each.
 *
 * <p>A call is held weakly, and its place is free again when the result has come or has been thrown
 * away with everything that waited for it.
 *
 * <p>Any thread may call this.
 */
public final class WaitingCalls {
  /** Each takes some 300 bytes. */
  static final int LIMIT = 8_192;

  /** The room that one call takes while it waits. */
  public static final class Place extends WeakReference<Object> {
    private final Object owner;

    Place(Object call, Object owner, ReferenceQueue<Object> gone) {
      super(call, gone);
      this.owner = owner;
    }
  }

  private final Set<Place> places = ConcurrentHashMap.newKeySet();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  /** Added to by any thread, read by the flush thread. */
  private final LongAdder drops = new LongAdder();

  /** Whether one more call may wait; it is counted as dropped if not. */
  public boolean haveRoom() {
    if (places.size() >= LIMIT) {
      forgetThrownAway();
    }
    if (places.size() < LIMIT) {
      return true;
    }
    drop();
    return false;
  }

  private void forgetThrownAway() {
    for (Reference<?> place = gone.poll(); place != null; place = gone.poll()) {
      places.remove(place);
    }
  }

  /**
   * Gives a call its place.
   *
   * @param call what waits for the result
   * @param owner by which {@link #anyOf} finds it; must retain nothing of the application
   */
  public Place begin(Object call, Object owner) {
    Place place = new Place(call, owner, gone);
    places.add(place);
    return place;
  }

  /** Takes back the place of a call; false when it has none any more. */
  public boolean end(Place place) {
    return places.remove(place);
  }

  /** Counts a call that waited, and can no longer be recorded. */
  public void drop() {
    drops.increment();
  }

  /** Whether a call of this owner waits. */
  public boolean anyOf(Object owner) {
    for (Place place : places) {
      if (place.owner == owner && place.get() != null) {
        return true;
      }
    }
    return false;
  }

  long drops() {
    return drops.sum();
  }
}
