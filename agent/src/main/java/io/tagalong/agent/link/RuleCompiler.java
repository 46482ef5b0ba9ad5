package io.tagalong.agent.link;

import io.tagalong.agent.record.Cell;
import io.tagalong.agent.record.Notes;
import io.tagalong.agent.record.SafeValue;
import io.tagalong.agent.record.Sampler;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TagTable;
import io.tagalong.agent.rule.Chain;
import io.tagalong.agent.rule.Condition;
import io.tagalong.agent.rule.Measure;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import io.tagalong.agent.rule.Note;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Objects;

/**
 * Compiles one rule, for one woven call, to a handle over what the call hands over.
 *
 * <p>Everything here is composed of handles that take all slots which the rule reads, in order, and
 * use what they need: {@code record(find(tag0(slots), ..), value(slots))} behind {@code
 * condition(slots)}. The slots are doubled while composing and folded back into one set by {@code
 * permuteArguments}, which costs nothing when the handle runs.
 */
final class RuleCompiler {
  private static final MethodHandle FIND =
      Handles.ofVirtual(
          TagTable.class,
          "find",
          MethodType.genericMethodType(Metric.MAX_TAGS).changeReturnType(Cell.class));
  private static final MethodType TEST = MethodType.methodType(boolean.class, Object.class);
  private static final MethodHandle IS_NULL = Handles.ofStatic(Objects.class, "isNull", TEST);
  private static final MethodHandle SAME =
      Handles.ofStatic(SafeValue.class, "same", TEST.insertParameterTypes(0, Object.class));
  private static final MethodHandle CONTAINS =
      Handles.ofStatic(
          SafeValue.class,
          "contains",
          MethodType.methodType(boolean.class, String.class, Object.class));
  private static final MethodHandle SAFE =
      Handles.ofStatic(SafeValue.class, "of", Handles.ONE_TO_ONE);
  private static final MethodHandle WHOLE =
      Handles.ofStatic(SafeValue.class, "whole", Handles.ONE_TO_ONE);
  private static final MethodHandle ANY = MethodHandles.identity(Object.class);
  private static final MethodHandle NUMBER =
      Handles.ofStatic(
          SafeValue.class, "number", MethodType.methodType(double.class, Object.class));
  private static final MethodHandle WRITE_NOTE =
      Handles.ofVirtual(
          Notes.class, "write", MethodType.methodType(void.class, Object.class, Object.class));
  private static final MethodHandle ELAPSED =
      Handles.ofStatic(
          Clock.class, "elapsed", MethodType.methodType(double.class, long.class, double.class));
  private static final MethodHandle DRAW =
      Handles.ofStatic(Sampler.class, "draw", MethodType.methodType(boolean.class, double.class));

  private final Rule rule;
  private final Slots slots;
  private final Tables tables;

  /**
   * @param slots what the call hands over to this rule
   */
  RuleCompiler(Rule rule, Slots slots, Tables tables) {
    this.rule = rule;
    this.slots = slots;
    this.tables = tables;
  }

  /** A handle that records a call, unless a condition of the rule leaves it out. */
  MethodHandle compile() throws ReflectiveOperationException {
    Note note = rule.note();
    MethodHandle handle =
        note == null ? recorder(Objects.requireNonNull(rule.metric())) : writer(note);
    MethodHandle skip = MethodHandles.empty(handle.type());
    for (Condition condition : rule.conditions()) {
      MethodHandle test = test(condition);
      handle =
          condition.skipWhenTrue()
              ? MethodHandles.guardWithTest(test, skip, handle)
              : MethodHandles.guardWithTest(test, handle, skip);
    }
    return slots.overAll(handle);
  }

  private MethodHandle test(Condition condition) throws ReflectiveOperationException {
    Object constant = condition.constant();
    if (condition.relation() == Condition.Relation.CONTAINS) {
      return MethodHandles.filterReturnValue(
          chain(condition.value(), WHOLE), CONTAINS.bindTo(constant));
    }
    return constant == null
        ? MethodHandles.filterReturnValue(chain(condition.value(), ANY), IS_NULL)
        : MethodHandles.filterReturnValue(chain(condition.value(), WHOLE), SAME.bindTo(constant));
  }

  private MethodHandle writer(Note note) throws ReflectiveOperationException {
    MethodHandle write = WRITE_NOTE.bindTo(tables.notes(note.name()));
    MethodHandle handle = MethodHandles.collectArguments(write, 1, chain(note.value(), SAFE));
    handle = MethodHandles.collectArguments(handle, 0, slots.read(note.on()));
    return slots.folded(handle, 2);
  }

  private MethodHandle recorder(Metric metric) throws ReflectiveOperationException {
    MethodHandle handle = sample(metric);
    if (metric.sampleRate() < 1 && metric.type().sampling() == MetricType.Sampling.OF_CALLS) {
      MethodHandle draw = MethodHandles.insertArguments(DRAW, 0, metric.sampleRate());
      handle = MethodHandles.guardWithTest(draw, handle, MethodHandles.empty(handle.type()));
    }
    return handle;
  }

  private MethodHandle sample(Metric metric) throws ReflectiveOperationException {
    MethodHandle cell = cell(tables.forMetric(metric));
    Measure measure = rule.measure();
    if (measure.isOne()) {
      return MethodHandles.filterReturnValue(cell, CellHandles.INCREMENT);
    }
    MethodHandle handle = MethodHandles.collectArguments(CellHandles.of(metric.type()), 0, cell);
    handle = MethodHandles.collectArguments(handle, slots.count(), value(measure, metric.type()));
    return slots.folded(handle, 2);
  }

  private MethodHandle value(Measure measure, MetricType type) throws ReflectiveOperationException {
    Measure.Unit unit = measure.unit();
    if (unit != null) {
      return slots.overUsed(MethodHandles.insertArguments(ELAPSED, 1, unit.nanos()));
    }
    Path path = Objects.requireNonNull(measure.path());
    return type == MetricType.SET
        ? MethodHandles.filterReturnValue(slots.read(path), SAFE)
        : MethodHandles.filterReturnValue(slots.read(path), NUMBER);
  }

  private MethodHandle cell(TagTable table) throws ReflectiveOperationException {
    List<Chain> tags = rule.tags();
    MethodHandle handle =
        MethodHandles.insertArguments(
            FIND.bindTo(table), tags.size(), new Object[Metric.MAX_TAGS - tags.size()]);
    for (int i = tags.size() - 1; i >= 0; i--) {
      handle = MethodHandles.collectArguments(handle, i, chain(tags.get(i), SAFE));
    }
    return slots.folded(handle, tags.size());
  }

  /**
   * A handle over the slots that gives the first value of the chain.
   *
   * @param value {@code (Object)Object}: gives null for what is no value
   */
  private MethodHandle chain(Chain chain, MethodHandle value) throws ReflectiveOperationException {
    MethodHandle rest = slots.constant(chain.otherwise());
    for (int i = chain.paths().size() - 1; i >= 0; i--) {
      MethodHandle first = MethodHandles.filterReturnValue(slots.read(chain.paths().get(i)), value);
      // (Object, slots..): the value just read if it is one, else the rest of the chain.
      MethodHandle choose =
          MethodHandles.guardWithTest(
              IS_NULL,
              MethodHandles.dropArguments(rest, 0, Object.class),
              MethodHandles.dropArguments(
                  MethodHandles.identity(Object.class), 1, rest.type().parameterList()));
      rest = MethodHandles.foldArguments(choose, first);
    }
    return rest;
  }
}
