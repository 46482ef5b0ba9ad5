package io.tagalong.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TakenSamples;
import io.tagalong.agent.rule.Chain;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.Note;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rule.Rules;
import io.tagalong.agent.rule.Slot;
import io.tagalong.agent.rule.Target;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules that write something down, and rules that read it. */
class NoteRuleTest {
  private static final MethodType EXIT =
      MethodType.methodType(void.class, Object.class, Object.class, Object.class, long.class);
  private static final Chain ARGUMENT = Rules.chain(Rules.argument(0));

  static final class Sdk {
    @SuppressWarnings("UnusedMethod") // The call that the rules of the test are about.
    Object take(String text) {
      return text;
    }
  }

  private final CapturedLog captured = new CapturedLog();
  private final Tables tables = new Tables();
  private final Sdk sdk = new Sdk();

  @Test
  void readsWhatWasWrittenDownBesideTheSameObject() throws Throwable {
    Rule write = writing(Path.of(Slot.THIS));
    Rule count = counting(Path.of(Slot.THIS));

    call(write, sdk, "first");
    call(count, sdk, "");
    call(count, new Sdk(), "");
    call(write, sdk, null);
    call(count, sdk, "");

    assertEquals(Map.of("m|c|#note:first", "1", "m|c|#note:none", "2"), TakenSamples.of(tables));
  }

  @Test
  void keepsTheNotesOfThreadsApart() throws Throwable {
    Rule write = writing(Path.of(Slot.THREAD));
    MethodHandle count = handle(counting(Path.of(Slot.THREAD)));
    call(write, sdk, "mine");

    Thread other =
        new Thread(
            () -> {
              try {
                count.invokeExact((Object) sdk, (Object) "", (Object) null, 0L);
              } catch (Throwable t) {
                throw new IllegalStateException(t);
              }
            });
    other.start();
    other.join();
    count.invokeExact((Object) sdk, (Object) "", (Object) null, 0L);

    assertEquals(Map.of("m|c|#note:none", "1", "m|c|#note:mine", "1"), TakenSamples.of(tables));
  }

  private static Rule writing(Path on) {
    return Rule.of("a note", target(), new Note("n", on, ARGUMENT)).build();
  }

  private static Rule counting(Path on) {
    return Rule.of("a count", target(), Metric.count("m", "note"))
        .tags(List.of(Rules.chainOr("none", on.note("n"))))
        .build();
  }

  private static Target target() {
    return Rules.target(Sdk.class, "take");
  }

  private void call(Rule rule, Sdk self, @Nullable String text) throws Throwable {
    handle(rule).invokeWithArguments(Arrays.asList(self, text, text, 0L));
  }

  private MethodHandle handle(Rule rule) throws IllegalAccessException {
    RuleBook book = new RuleBook(List.of(rule));
    MethodHandles.Lookup woven = MethodHandles.privateLookupIn(Sdk.class, MethodHandles.lookup());
    String descriptor =
        MethodType.methodType(Object.class, String.class).toMethodDescriptorString();
    return new Linker(() -> book, tables, name -> null, captured.log())
        .link(woven, "exit", EXIT, new Object[] {"take", descriptor})
        .getTarget();
  }
}
