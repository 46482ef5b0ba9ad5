package io.tagalong.agent.link;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TagTable;
import io.tagalong.agent.rule.Condition;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.Slot;
import io.tagalong.agent.rule.TagValue;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.CodeSource;
import java.util.Objects;

/**
 * Compiles one rule, for one woven method, to a handle over the slots.
 *
 * <p>Everything here is composed of handles that take all slots, in order, and use what they need:
 * {@code count(tag0(slots), .., tag3(slots))} behind {@code condition(slots)}. The slots are
 * doubled while composing and folded back into one set at the end by {@code permuteArguments},
 * which costs nothing when the handle runs.
 */
final class RuleCompiler {
  private static final MethodHandle COUNT;
  private static final MethodHandle IS_NULL;
  private static final MethodHandle EQUALS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      COUNT =
          lookup.findVirtual(
              TagTable.class,
              "count",
              MethodType.genericMethodType(Metric.MAX_TAGS).changeReturnType(void.class));
      MethodType test = MethodType.methodType(boolean.class, Object.class);
      IS_NULL = lookup.findStatic(Objects.class, "isNull", test);
      EQUALS = lookup.findVirtual(Object.class, "equals", test);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final MethodHandles.Lookup woven;
  private final MethodType declared;
  private final MethodType slots;
  private final Log log;
  private final PathCompiler paths;

  /**
   * @param woven lookup of the woven class
   * @param declared type of the woven method
   * @param slots type of the handle to make
   */
  RuleCompiler(MethodHandles.Lookup woven, MethodType declared, MethodType slots, Log log) {
    this.woven = woven;
    this.declared = declared;
    this.slots = slots;
    this.log = log;
    this.paths = new PathCompiler(woven);
  }

  /** A handle that counts a call, unless a condition of the rule leaves it out. */
  MethodHandle compile(Rule rule, Tables tables) throws ReflectiveOperationException {
    MethodHandle handle = counter(rule, tables.forMetric(rule.metric()));
    for (Condition condition : rule.conditions()) {
      MethodHandle equal =
          MethodHandles.filterReturnValue(
              value(rule, condition.value()), EQUALS.bindTo(condition.constant()));
      MethodHandle skip = MethodHandles.empty(slots);
      handle =
          condition.skipWhenEqual()
              ? MethodHandles.guardWithTest(equal, skip, handle)
              : MethodHandles.guardWithTest(equal, handle, skip);
    }
    return handle;
  }

  private MethodHandle counter(Rule rule, TagTable table) throws ReflectiveOperationException {
    int tags = rule.tags().size();
    MethodHandle handle =
        MethodHandles.insertArguments(
            COUNT.bindTo(table), tags, new Object[Metric.MAX_TAGS - tags]);
    for (int i = tags - 1; i >= 0; i--) {
      handle = MethodHandles.collectArguments(handle, i, value(rule, rule.tags().get(i)));
    }
    int[] slotOf = new int[tags * slots.parameterCount()];
    for (int i = 0; i < slotOf.length; i++) {
      slotOf[i] = i % slots.parameterCount();
    }
    return MethodHandles.permuteArguments(handle, slots, slotOf);
  }

  /** A handle over the slots that gives the first value of the chain. */
  private MethodHandle value(Rule rule, TagValue value) throws ReflectiveOperationException {
    MethodType type = slots.changeReturnType(Object.class);
    MethodHandle chain =
        MethodHandles.dropArguments(
            MethodHandles.constant(Object.class, value.otherwise()), 0, slots.parameterList());
    for (int i = value.paths().size() - 1; i >= 0; i--) {
      MethodHandle first = overSlots(rule, value.paths().get(i), type);
      // (Object, slots..): the value just read if it is one, else the rest of the chain.
      MethodHandle choose =
          MethodHandles.guardWithTest(
              IS_NULL,
              MethodHandles.dropArguments(chain, 0, Object.class),
              MethodHandles.dropArguments(
                  MethodHandles.identity(Object.class), 1, slots.parameterList()));
      chain = MethodHandles.foldArguments(choose, first);
    }
    return chain;
  }

  /** One path over the slots; null, with a line in the log, when this SDK version lacks it. */
  private MethodHandle overSlots(Rule rule, Path path, MethodType type)
      throws ReflectiveOperationException {
    int slot = path.slot().position();
    MethodHandle read;
    try {
      read = paths.compile(path, declaredType(rule, path.slot()));
    } catch (NoSuchMemberException e) {
      log.say(
          rule.id() + ": " + path + " is read as null in " + sdk() + ", since " + e.getMessage());
      return MethodHandles.empty(type);
    }
    MethodHandle padded =
        MethodHandles.dropArguments(
            read, 1, slots.parameterList().subList(slot + 1, slots.parameterCount()));
    return MethodHandles.dropArguments(padded, 0, slots.parameterList().subList(0, slot));
  }

  private Class<?> declaredType(Rule rule, Slot slot) throws ReflectiveOperationException {
    switch (slot) {
      case THIS:
        return woven.lookupClass();
      case RETURN:
        return woven.findClass(rule.target().resultType());
      default:
        return declared.parameterType(slot.position() - Slot.ARGUMENT_0.position());
    }
  }

  /** The jar of the woven class, or its name where it came from elsewhere. */
  private String sdk() {
    CodeSource source = woven.lookupClass().getProtectionDomain().getCodeSource();
    String location = source == null ? "" : String.valueOf(source.getLocation());
    String file = location.substring(location.lastIndexOf('/') + 1);
    return file.isEmpty() ? woven.lookupClass().getName() : file;
  }
}
