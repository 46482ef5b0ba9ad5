package io.tagalong.agent.link;

import io.tagalong.agent.record.SafeValue;
import io.tagalong.agent.rule.Note;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an awaited call keeps from when it returns to when its result is there: an array with a
 * value for each path that begins at what the call hands over, or at its thread.
 *
 * <p>A value is what a table may keep, so it retains nothing of the application. Of another object,
 * {@link #PRESENT} tells only that it was there; the one that a note will stand beside is referred
 * to weakly.
 */
final class Captured {
  /** Stands for an object that is no value. */
  private static final Object PRESENT = new Object();

  private static final MethodHandle KEEP =
      Handles.ofStatic(Captured.class, "keep", Handles.ONE_TO_ONE);
  private static final MethodHandle REFER =
      Handles.ofStatic(Captured.class, "refer", Handles.ONE_TO_ONE);
  private static final MethodHandle FOLLOW =
      Handles.ofStatic(Captured.class, "follow", Handles.ONE_TO_ONE);
  private static final MethodHandle GET = MethodHandles.arrayElementGetter(Object[].class);
  private static final MethodHandle SET = MethodHandles.arrayElementSetter(Object[].class);
  private static final MethodHandle NEW_ARRAY = MethodHandles.arrayConstructor(Object[].class);

  private final List<Path> paths = new ArrayList<>();
  private final @Nullable Path noted;

  /**
   * @throws IllegalArgumentException when the elements of {@code each} would have to be kept
   */
  Captured(Rule rule) {
    Path each = rule.each();
    if (each != null && beginsAtTheCall(each)) {
      throw new IllegalArgumentException(
          "'each: " + each + "' would keep objects of the call until the awaited result is there");
    }
    for (Path path : rule.paths()) {
      if (beginsAtTheCall(path)) {
        paths.add(path);
      }
    }
    Note note = rule.note();
    this.noted = note == null ? null : note.on();
  }

  private static boolean beginsAtTheCall(Path path) {
    switch (path.slot().kind()) {
      case THIS:
      case FIELD:
      case ARGUMENT:
      case THREAD:
        return true;
      case RETURN:
      case THROWN:
      case ITEM:
      case ENVIRONMENT:
      case PROPERTY:
        return false;
    }
    throw new AssertionError(path);
  }

  /** Whether the path is read when the call returns. */
  boolean has(Path path) {
    return paths.contains(path);
  }

  /** A handle {@code (Object[])Object} that gives what was read at the end of a path. */
  MethodHandle reader(Path path) {
    MethodHandle get = MethodHandles.insertArguments(GET, 1, paths.indexOf(path));
    return path == noted ? MethodHandles.filterReturnValue(get, FOLLOW) : get;
  }

  /**
   * A handle that reads the paths and hands them on.
   *
   * @param next {@code (Object[] captured, slots..)void}
   * @return {@code (slots..)void}
   */
  MethodHandle before(MethodHandle next, Slots slots) throws ReflectiveOperationException {
    MethodHandle all = next;
    for (int i = 0; i < paths.size(); i++) {
      Path path = paths.get(i);
      MethodHandle value =
          MethodHandles.filterReturnValue(
              slots.overCall(slots.read(path)), path == noted ? REFER : KEEP);
      MethodHandle set = MethodHandles.insertArguments(SET, 1, i);
      all = MethodHandles.foldArguments(all, MethodHandles.collectArguments(set, 1, value));
    }
    MethodHandle array = MethodHandles.insertArguments(NEW_ARRAY, 0, paths.size());
    return MethodHandles.foldArguments(all, array);
  }

  static @Nullable Object keep(@Nullable Object value) {
    Object safe = SafeValue.of(value);
    return safe == null && value != null ? PRESENT : safe;
  }

  static @Nullable Object refer(@Nullable Object object) {
    return object == null ? null : new WeakReference<>(object);
  }

  static @Nullable Object follow(@Nullable Object reference) {
    return reference == null ? null : ((WeakReference<?>) reference).get();
  }
}
