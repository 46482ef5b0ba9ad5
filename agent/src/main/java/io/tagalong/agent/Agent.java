package io.tagalong.agent;

import io.tagalong.agent.config.InvalidOptionException;
import io.tagalong.agent.config.Options;
import io.tagalong.agent.flush.Flusher;
import io.tagalong.agent.flush.SelfMetrics;
import io.tagalong.agent.link.DispatcherDoor;
import io.tagalong.agent.link.Linker;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.rulefile.OwnRules;
import io.tagalong.agent.rulefile.Packs;
import io.tagalong.agent.rulefile.Shelf;
import io.tagalong.agent.weave.Gate;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
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
public final class Agent implements Gate.Opening, SelfMetrics.Source, Flusher.Companion {
  private final Options options;
  private final Instrumentation instrumentation;
  private final Log log;
  private final Shelf shelf;
  private final Tables tables = new Tables();
  private final Flusher flusher;
  private final @Nullable OwnRules ownRules;

  /** Written by the thread that loads the first target class, read by the flush thread. */
  private volatile @Nullable Linker linker;

  /** Written and read likewise. */
  private volatile @Nullable BundledProbes probes;

  private Agent(Options options, Instrumentation instrumentation, Log log) throws IOException {
    this.options = options;
    this.instrumentation = instrumentation;
    this.log = log;
    this.shelf = new Shelf(new Packs(options), log);
    this.ownRules = options.rules().isEmpty() ? null : new OwnRules(options.rules(), options, log);
    SelfMetrics selfMetrics = new SelfMetrics(options.selfMetrics(), log, tables, this);
    this.flusher =
        new Flusher(
            options.host(), options.port(), options.constantTags(), tables, selfMetrics, this, log);
  }

  /**
   * Called by the entry, through reflection, before the application's main.
   *
   * <p>With {@link #attach} and not a flag as third parameter: for a primitive one, reflection on
   * new JDKs spins a dozen classes.
   *
   * @param text the agent's options as given on the command line, or null
   */
  public static void start(@Nullable String text, Instrumentation instrumentation)
      throws IOException {
    start(text, instrumentation, false);
  }

  /** Called likewise at a late attach, when classes of the application are loaded already. */
  public static void attach(@Nullable String text, Instrumentation instrumentation)
      throws IOException {
    start(text, instrumentation, true);
  }

  private static void start(@Nullable String text, Instrumentation instrumentation, boolean late)
      throws IOException {
    Log log = new Log(System.err);
    Options options;
    try {
      options = Options.parse(text, System.getProperties(), System.getenv());
    } catch (InvalidOptionException e) {
      log.say(e.getMessage() + ". The agent stays off, the application runs without it");
      return;
    }
    if (options.enabled()) {
      new Agent(options, instrumentation, log).start(late);
    }
  }

  private void start(boolean late) {
    OwnRules own = ownRules;
    if (own != null) {
      own.read();
      shelf.use(own.rules(), own.enabled());
    }
    Gate gate = new Gate(shelf, this, log);
    instrumentation.addTransformer(gate, instrumentation.isRetransformClassesSupported());
    // Also at an early start: another agent may have used a class of the JDK before.
    if (late || instrumentation.isRetransformClassesSupported()) {
      weaveLoadedClasses();
    }
    if (own != null) {
      flusher.start();
    }
  }

  @Override
  public @Nullable Class<?> open() {
    BundledProbes bundled = new BundledProbes(options, tables, log);
    Linker fresh = new Linker(shelf::book, tables, bundled, log);
    Class<?> dispatcher;
    try {
      dispatcher = DispatcherDoor.open(instrumentation, fresh, log);
    } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
      log.say("no way into this JVM (" + e + "); the agent stays off, the application runs on");
      return null;
    }
    linker = fresh;
    probes = bundled;
    flusher.start();
    return dispatcher;
  }

  /** On the flush thread: follows the user's rule files, and sends logs. Lets nothing out. */
  @Override
  public void everySecond() {
    BundledProbes bundled = probes;
    if (bundled != null) {
      bundled.everySecond();
    }
    OwnRules own = ownRules;
    try {
      if (own != null && own.read()) {
        follow(own);
      }
    } catch (RuntimeException | LinkageError e) {
      log.suppressed(e);
    }
  }

  @Override
  public void ended() {
    BundledProbes bundled = probes;
    if (bundled != null) {
      bundled.ended();
    }
  }

  private void follow(OwnRules own) {
    shelf.use(own.rules(), own.enabled());
    Linker open = linker;
    if (open != null) {
      open.relink();
    }
    weaveLoadedClasses();
    String state = own.enabled() ? "" : "; all recording is switched off";
    log.say("rules have changed: " + own.rules().size() + " of your own" + state);
  }

  /** Weaves what was loaded before its rule was: named classes and subtypes, and nothing else. */
  private void weaveLoadedClasses() {
    if (!instrumentation.isRetransformClassesSupported()) {
      log.say("this JVM cannot weave loaded classes again; new rules wait for a restart");
      return;
    }
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (shelf.meant(type) && instrumentation.isModifiableClass(type)) {
        try {
          instrumentation.retransformClasses(type);
        } catch (UnmodifiableClassException | LinkageError | UnsupportedOperationException e) {
          log.say("could not weave " + type.getName() + " again (" + e + "); it runs as it is");
        }
      }
    }
  }

  @Override
  public int rulesActive() {
    return shelf.book().rules().size() + shelf.book().probes().size();
  }

  @Override
  public int sitesWoven() {
    Linker open = linker;
    return open == null ? 0 : open.sites();
  }
}
