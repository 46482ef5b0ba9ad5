package io.tagalong.agent.link;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.Slot;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What one woven call hands over, as far as one rule reads it: handles over just these slots, so
 * that composing them stays far from the limit of 255 parameters.
 */
final class Slots {
  private static final MethodHandle CURRENT_THREAD =
      Handles.ofStatic(Thread.class, "currentThread", MethodType.methodType(Thread.class))
          .asType(MethodType.methodType(Object.class));

  /** What an awaited call hands over when its result is there: captured values, outcome, start. */
  static final MethodType AWAITED =
      MethodType.methodType(void.class, Object[].class, Object.class, long.class);

  private static final int AWAITED_OUTCOME = 1;
  private static final int AWAITED_START = 2;

  private static final int NOT_HERE = -1;

  /** Not of the call: the loop over the elements hands it over, as the first of the slots. */
  private static final int ITEM = -2;

  private final Rule rule;
  private final Site site;
  private final Outcome outcome;
  private final Log log;
  private final PathCompiler paths;

  /** Null when the call itself hands over everything. */
  private final @Nullable Captured captured;

  private final MethodType type;
  private final int outcomePosition;
  private final int startPosition;

  /** Positions in the woven call, each once; {@link #ITEM} before them. */
  private final List<Integer> used = new ArrayList<>();

  private final MethodType usedType;

  /** What the call hands over when it ends. */
  Slots(Rule rule, Site site, Outcome outcome, PathCompiler paths, Log log) {
    this(rule, site, outcome, paths, log, null);
  }

  /**
   * What is handed over when the result of a call is there, in the order of {@link #AWAITED}.
   *
   * @param captured what was read when the call returned
   */
  Slots(
      Rule rule,
      Site site,
      Outcome outcome,
      PathCompiler paths,
      Log log,
      @Nullable Captured captured) {
    this.rule = rule;
    this.site = site;
    this.outcome = outcome;
    this.log = log;
    this.paths = paths;
    this.captured = captured;
    this.type = captured == null ? site.type() : AWAITED;
    this.outcomePosition = captured == null ? site.resultPosition() : AWAITED_OUTCOME;
    this.startPosition = captured == null ? site.startPosition() : AWAITED_START;
    if (rule.each() != null) {
      use(ITEM);
    }
    for (Path path : rule.paths()) {
      use(position(path));
    }
    if (rule.measure().unit() != null) {
      use(startPosition);
    }
    List<Class<?>> types = new ArrayList<>();
    for (int position : used) {
      types.add(position == ITEM ? Object.class : type.parameterType(position));
    }
    usedType = MethodType.methodType(void.class, types);
  }

  private void use(int position) {
    if (position != NOT_HERE && !used.contains(position)) {
      used.add(position);
    }
  }

  int count() {
    return used.size();
  }

  private int position(Path path) {
    return captured != null && captured.has(path) ? 0 : position(path.slot());
  }

  private int position(Slot slot) {
    switch (slot.kind()) {
      case THIS:
      case FIELD:
        return 0;
      case ARGUMENT:
        // One rule may be for several overloads, of which one has fewer arguments.
        return slot.index() < site.argumentCount() ? 1 + slot.index() : NOT_HERE;
      case RETURN:
        return outcome == Outcome.THREW ? NOT_HERE : outcomePosition;
      case THROWN:
        return outcome == Outcome.THREW ? outcomePosition : NOT_HERE;
      case ITEM:
        return ITEM;
      case THREAD:
      case ENVIRONMENT:
      case PROPERTY:
        return NOT_HERE;
    }
    throw new AssertionError(slot);
  }

  /** A constant, as a handle over the slots. */
  MethodHandle constant(@Nullable Object value) {
    return MethodHandles.dropArguments(
        MethodHandles.constant(Object.class, value), 0, usedType.parameterList());
  }

  /** A handle over one slot, the start, as one over all slots of the rule. */
  MethodHandle overUsed(MethodHandle ofStart) {
    return Handles.spread(ofStart, usedType, new int[] {used.indexOf(startPosition)});
  }

  /**
   * A handle over the slots of the rule, as one over everything that the call hands over; it runs
   * once for each element, where the rule is about elements.
   */
  MethodHandle overAll(MethodHandle handle) throws ReflectiveOperationException {
    Path each = rule.each();
    if (each == null) {
      return overCall(handle);
    }
    MethodHandle loop = Items.loop(withoutItem(read(each)), handle);
    return Handles.spread(loop, type, toArray(used.subList(1, used.size())));
  }

  /** The same for what has nothing to do with elements, and may give something. */
  MethodHandle overCall(MethodHandle handle) {
    return rule.each() == null
        ? Handles.spread(handle, type, toArray(used))
        : Handles.spread(withoutItem(handle), type, toArray(used.subList(1, used.size())));
  }

  private static MethodHandle withoutItem(MethodHandle handle) {
    return MethodHandles.insertArguments(handle, 0, (Object) null);
  }

  /** A handle over {@code times} sets of the slots, as one over a single set. */
  MethodHandle folded(MethodHandle handle, int times) {
    int[] positions = new int[times * count()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i % count();
    }
    return Handles.spread(handle, usedType, positions);
  }

  private static int[] toArray(List<Integer> positions) {
    int[] array = new int[positions.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = positions.get(i);
    }
    return array;
  }

  /** What is at the end of a path; null, with a line in the log, when this SDK version lacks it. */
  MethodHandle read(Path path) throws ReflectiveOperationException {
    try {
      return resolve(path);
    } catch (NoSuchMemberException e) {
      log.say(rule.id() + ": " + readAsNull(path, e.getMessage()));
      return constant(null);
    }
  }

  /** What there is to say of a path that this SDK version has nothing for. */
  String readAsNull(Path path, @Nullable String reason) {
    return path + " is read as null in " + site.sdk() + ", since " + reason;
  }

  /** What is at the end of a path; null where the call does not hand over what it begins at. */
  MethodHandle resolve(Path path) throws ReflectiveOperationException, NoSuchMemberException {
    if (captured != null && captured.has(path)) {
      return Handles.spread(captured.reader(path), usedType, new int[] {used.indexOf(0)});
    }
    Slot slot = path.slot();
    if (slot.kind() == Slot.Kind.ENVIRONMENT) {
      return constant(System.getenv(path.steps().get(0).name()));
    }
    if (slot.kind() == Slot.Kind.PROPERTY) {
      return constant(System.getProperty(path.steps().get(0).name()));
    }
    int position = position(slot);
    if (position == NOT_HERE && slot.kind() != Slot.Kind.THREAD) {
      return constant(null);
    }
    return slot.kind() == Slot.Kind.THREAD
        ? ofThread(path)
        : Handles.spread(handle(path, position), usedType, new int[] {used.indexOf(position)});
  }

  private MethodHandle ofThread(Path path) throws NoSuchMemberException {
    MethodHandle read =
        MethodHandles.filterReturnValue(CURRENT_THREAD, paths.compile(path, Thread.class));
    return MethodHandles.dropArguments(read, 0, usedType.parameterList());
  }

  private MethodHandle handle(Path path, int position)
      throws ReflectiveOperationException, NoSuchMemberException {
    Class<?> slotType = usedType.parameterType(used.indexOf(position));
    MethodHandle boxed = Handles.boxed(MethodHandles.identity(slotType));
    if (!slotType.isPrimitive()) {
      return MethodHandles.filterReturnValue(boxed, paths.compile(path, start(path.slot())));
    }
    if (path.steps().isEmpty()) {
      return boxed;
    }
    throw new NoSuchMemberException(slotType, path.steps().get(0).name(), "", null);
  }

  private Type start(Slot slot) throws ReflectiveOperationException, NoSuchMemberException {
    switch (slot.kind()) {
      case ARGUMENT:
        return site.argumentType(slot.index());
      case RETURN:
        return result();
      case THROWN:
        return Throwable.class;
      case ITEM:
        Path each = Objects.requireNonNull(rule.each());
        return Items.typeOfOne(paths.typeAtEnd(each, start(each.slot())));
      case THREAD:
        return Thread.class;
      case THIS:
      case FIELD:
      case ENVIRONMENT:
      case PROPERTY:
        return site.woven().lookupClass();
    }
    throw new AssertionError(slot);
  }

  private Type result() throws ReflectiveOperationException {
    String named = rule.target().resultType();
    if (named != null) {
      return site.woven().findClass(named);
    }
    Type declared = site.resultType();
    return outcome == Outcome.COMPLETED
        ? DeclaredType.argument(declared, CompletionStage.class, 0)
        : declared;
  }
}
