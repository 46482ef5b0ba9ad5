package io.tagalong.agent.link;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.rule.Rule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Compiles a rule that awaits the result: to a handle that reads, when the call returns, what the
 * call has handed over, and to those that record it when the result is there.
 */
final class AwaitCompiler {
  private static final MethodHandle ACCEPTS =
      Handles.ofVirtual(
          Awaiting.class, "accepts", MethodType.methodType(boolean.class, Object.class));
  private static final MethodHandle WATCH =
      Handles.ofVirtual(
          Awaiting.class,
          "watch",
          MethodType.methodType(void.class, Object[].class, Object.class, long.class));

  private final Rule rule;
  private final Site site;
  private final PathCompiler paths;
  private final Tables tables;
  private final MethodHandle suppressed;
  private final OwnReading reading;
  private final Log log;

  /**
   * @param suppressed {@code (Throwable)void}, which takes what goes wrong when the result is there
   */
  AwaitCompiler(
      Rule rule,
      Site site,
      PathCompiler paths,
      Tables tables,
      MethodHandle suppressed,
      OwnReading reading,
      Log log) {
    this.rule = rule;
    this.site = site;
    this.paths = paths;
    this.tables = tables;
    this.suppressed = suppressed;
    this.reading = reading;
    this.log = log;
  }

  /** A handle over what the call hands over, for its return. */
  MethodHandle compile() throws ReflectiveOperationException {
    Captured captured = new Captured(rule);
    Awaiting awaiting =
        new Awaiting(
            recorder(Outcome.COMPLETED, captured),
            rule.recordsThrowing()
                ? recorder(Outcome.THREW, captured)
                : MethodHandles.empty(Slots.AWAITED),
            tables.waiting(rule),
            rule.id(),
            reading,
            log);
    site.holdWhileCallsWait(awaiting);
    MethodType ofResult = MethodType.methodType(boolean.class, resultType());
    MethodHandle accepts =
        Handles.spread(
            ACCEPTS.bindTo(awaiting).asType(ofResult),
            site.type(),
            new int[] {site.resultPosition()});
    return MethodHandles.guardWithTest(
        accepts, captured.before(watch(awaiting), slots()), MethodHandles.empty(site.type()));
  }

  private MethodHandle recorder(Outcome outcome, Captured captured)
      throws ReflectiveOperationException {
    Slots slots = new Slots(rule, site, outcome, paths, log, captured);
    MethodHandle record = new RuleCompiler(rule, slots, tables).compile();
    return MethodHandles.catchException(record, Throwable.class, suppressed);
  }

  private Slots slots() {
    return new Slots(rule, site, Outcome.RETURNED, paths, log);
  }

  /** {@code (Object[] captured, slots..)void}. */
  private MethodHandle watch(Awaiting awaiting) {
    int[] positions = {0, 1 + site.resultPosition(), 1 + site.startPosition()};
    MethodHandle watch = WATCH.bindTo(awaiting);
    return Handles.spread(
        watch.asType(watch.type().changeParameterType(1, resultType())),
        site.type().insertParameterTypes(0, Object[].class),
        positions);
  }

  /** A primitive one is refused when the call runs, as any other that is no stage. */
  private Class<?> resultType() {
    return site.type().parameterType(site.resultPosition());
  }
}
