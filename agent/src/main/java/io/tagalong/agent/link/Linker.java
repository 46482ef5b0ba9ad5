package io.tagalong.agent.link;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Gives each woven call the code that it runs, when it runs for the first time.
 *
 * <p>The dispatcher calls {@link #link} with the woven class's own lookup. What comes back is one
 * constant handle per call site, which the JIT inlines: reading the paths, testing the conditions
 * and adding one to a cell. A rule that cannot be linked is left out with one line in the log; the
 * application never notices.
 *
 * <p>Any application thread may link; there is no state of its own here.
 */
public final class Linker {
  private final RuleBook rules;
  private final Tables tables;
  private final Log log;

  public Linker(RuleBook rules, Tables tables, Log log) {
    this.rules = rules;
    this.tables = tables;
    this.log = log;
  }

  /**
   * Links one call.
   *
   * @param woven lookup of the woven class
   * @param name unused: all calls are exits
   * @param type one {@code Object} per slot, giving void
   * @param arguments what the weaver wrote into the class: the method's name and its descriptor
   */
  CallSite link(MethodHandles.Lookup woven, String name, MethodType type, Object[] arguments) {
    String method = (String) arguments[0];
    MethodType declared =
        MethodType.fromMethodDescriptorString(
            (String) arguments[1], woven.lookupClass().getClassLoader());
    MethodHandle all = MethodHandles.empty(type);
    for (Rule rule : rules.rulesFor(woven.lookupClass().getName(), method, (String) arguments[1])) {
      try {
        MethodHandle counter = new RuleCompiler(woven, declared, type, log).compile(rule, tables);
        all = MethodHandles.foldArguments(counter, all);
      } catch (ReflectiveOperationException | LinkageError e) {
        log.say(rule.id() + " does not fit this version of the SDK (" + e + "); it is left out");
      }
    }
    return new ConstantCallSite(all);
  }
}
