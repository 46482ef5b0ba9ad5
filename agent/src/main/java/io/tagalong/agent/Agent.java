package io.tagalong.agent;

import io.tagalong.agent.config.InvalidOptionException;
import io.tagalong.agent.config.Options;
import io.tagalong.agent.flush.FlushThread;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.rulefile.Packs;
import io.tagalong.agent.rulefile.Shelf;
import io.tagalong.agent.weave.Gate;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The agent: puts the gate in place at start, and wires the rest when the first target class
 * appears.
 *
 * <p>What runs in premain is kept small on purpose and uses no lambda and no method handle, whose
 * machinery would cost an application without a target class more than all the rest. A user's rule
 * file changes that: it has to be read to know its classes, and its thread looks whether it
 * changes.
 */
public final class Agent implements Gate.Opening {
  private final Options options;
  private final Instrumentation instrumentation;
  private final Log log;
  private final Shelf shelf;
  private final LoadedClasses loadedClasses;
  private final FlushThread flushThread;

  /** Written before the gate is in place, or else by the one thread that opens. */
  private @Nullable Recording recording;

  private Agent(Options options, Instrumentation instrumentation, Log log)
      throws IOException, InvalidOptionException {
    this.options = options;
    this.instrumentation = instrumentation;
    this.log = log;
    this.shelf = new Shelf(new Packs(options), log);
    this.loadedClasses = new LoadedClasses(instrumentation, shelf, log);
    this.flushThread = new FlushThread();
  }

  /**
   * Called by the entry, through reflection, before the application's main.
   *
   * <p>With {@link #attach} and not a flag as third parameter: for a primitive one, reflection on
   * new JDKs spins a dozen classes.
   *
   * @param text the agent's options as given on the command line, or null
   * @return whether the agent runs now; if not, by the user's wish or with a line that says why
   */
  public static boolean start(@Nullable String text, Instrumentation instrumentation)
      throws IOException {
    return start(text, instrumentation, false);
  }

  /** Called likewise at a late attach, when classes of the application are loaded already. */
  public static boolean attach(@Nullable String text, Instrumentation instrumentation)
      throws IOException {
    return start(text, instrumentation, true);
  }

  private static boolean start(@Nullable String text, Instrumentation instrumentation, boolean late)
      throws IOException {
    Log log = new Log(System.err);
    try {
      Options options = Options.parse(text, System.getProperties(), System.getenv());
      if (options.enabled()) {
        new Agent(options, instrumentation, log).start(late);
      }
      return options.enabled();
    } catch (InvalidOptionException e) {
      log.say(e.getMessage() + ". The agent stays off, the application runs without it");
      return false;
    }
  }

  private void start(boolean late) {
    if (!options.rules().isEmpty()) {
      recording().followRules();
    }
    boolean canWeaveAgain = instrumentation.isRetransformClassesSupported();
    instrumentation.addTransformer(new Gate(shelf, this, log), canWeaveAgain);
    if (late || (canWeaveAgain && loadedClasses.othersCameFirst())) {
      loadedClasses.weaveAgain();
    }
  }

  @Override
  public @Nullable Class<?> open() {
    return recording().open();
  }

  private Recording recording() {
    Recording made = recording;
    if (made == null) {
      made = new Recording(options, instrumentation, shelf, loadedClasses, flushThread, log);
      recording = made;
    }
    return made;
  }
}
