package io.tagalong.agent;

import io.tagalong.agent.flush.Flusher;
import io.tagalong.agent.link.DispatcherDoor;
import io.tagalong.agent.link.Linker;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rule.StatsigRules;
import io.tagalong.agent.weave.Gate;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The agent: puts the gate in place at start, and wires the rest when the first target class
 * appears.
 *
 * <p>What runs in premain is kept small on purpose and uses no lambda and no method handle, whose
 * machinery would cost an application without a target class more than all the rest.
 */
public final class Agent implements Gate.Opening {
  private final Instrumentation instrumentation;
  private final RuleBook rules;
  private final Log log;
  private final Tables tables = new Tables();
  private final Flusher flusher;

  private Agent(Options options, Instrumentation instrumentation, Log log) {
    this.instrumentation = instrumentation;
    this.log = log;
    this.rules = new RuleBook(StatsigRules.rules(options.includeNonProduction()));
    this.flusher = new Flusher(options.host(), options.port(), tables, log);
  }

  /**
   * Called by the entry, through reflection, before the application's main.
   *
   * @param text the agent's options as given on the command line, or null
   */
  public static void start(@Nullable String text, Instrumentation instrumentation) {
    Log log = new Log(System.err);
    Options options;
    try {
      options = Options.parse(text, System.getenv());
    } catch (InvalidOptionException e) {
      log.say(e.getMessage() + ". The agent stays off, the application runs without it");
      return;
    }
    if (options.enabled()) {
      Agent agent = new Agent(options, instrumentation, log);
      instrumentation.addTransformer(new Gate(agent.rules, agent, log));
    }
  }

  @Override
  public Class<?> open() throws Exception {
    Class<?> dispatcher = DispatcherDoor.open(instrumentation, new Linker(rules, tables, log), log);
    flusher.start();
    return dispatcher;
  }
}
