package io.tagalong.agent.link;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.Probe;
import io.tagalong.agent.probe.Probes;
import io.tagalong.agent.probe.WatchedCall;
import io.tagalong.agent.rule.ProbeRule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What woven calls run for a probe. Only {@code begin} depends on the rules: the others act on what
 * it gave.
 */
final class ProbeCalls {
  private static final MethodHandle BEGIN =
      Handles.ofStatic(
          WatchedCall.class,
          "begin",
          MethodType.methodType(
              WatchedCall.class, Log.class, Probe.class, Object.class, Object[].class));
  private static final MethodHandle ARGUMENT =
      Handles.ofStatic(
          WatchedCall.class,
          "argument",
          MethodType.methodType(Object.class, Object.class, int.class, Object.class));
  private static final MethodHandle RETURNED =
      Handles.ofStatic(
          WatchedCall.class,
          "returned",
          MethodType.methodType(Object.class, Object.class, Object.class));
  private static final MethodHandle THREW =
      Handles.ofStatic(
          WatchedCall.class,
          "threw",
          MethodType.methodType(void.class, Object.class, Throwable.class));

  private final Probes probes;
  private final Log log;

  ProbeCalls(Probes probes, Log log) {
    this.probes = probes;
    this.log = log;
  }

  /** What runs in a watched call that has begun; null for every other kind of call. */
  static @Nullable MethodHandle begun(String name, MethodType type) {
    switch (name) {
      case "argument":
        return ARGUMENT.asType(type);
      case "returned":
        return RETURNED.asType(type);
      case "threw":
        return THREW.asType(type);
      default:
        return null;
    }
  }

  /**
   * What runs when a call begins that some rules give to probes: one probe watches it, the first.
   *
   * @param type what the call hands over: {@code (this, argument..)Object}
   */
  MethodHandle begin(List<ProbeRule> matching, MethodType type) {
    for (ProbeRule rule : matching) {
      Probe probe = probes.named(rule.probe());
      if (probe != null) {
        return MethodHandles.insertArguments(BEGIN, 0, log, probe)
            .asCollector(Object[].class, type.parameterCount() - 1)
            .asType(type);
      }
      log.say(rule.id() + ": this agent has no such probe; its jar is damaged");
    }
    return MethodHandles.empty(type);
  }
}
