package io.tagalong.agent;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.flush.FlushThread;
import io.tagalong.agent.flush.Flusher;
import io.tagalong.agent.flush.SelfMetrics;
import io.tagalong.agent.link.DispatcherDoor;
import io.tagalong.agent.link.Linker;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.rulefile.Shelf;
import io.tagalong.agent.rulefile.UserRules;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * All that an application with something to record needs beyond the gate: tables, links, probes,
 * flushing, and the user's rules.
 */
final class Recording implements SelfMetrics.Source, Flusher.Companion {
  private final Options options;
  private final Instrumentation instrumentation;
  private final Shelf shelf;
  private final LoadedClasses loadedClasses;
  private final FlushThread thread;
  private final Log log;
  private final Tables tables = new Tables();
  private final Flusher flusher;
  private final @Nullable UserRules userRules;

  /** Written by the thread that loads the first target class, read by the flush thread. */
  private volatile @Nullable Linker linker;

  /** Written and read likewise, after {@link #linker}. */
  private volatile @Nullable DispatcherDoor door;

  /** Written and read likewise. */
  private volatile @Nullable BundledProbes probes;

  /** How many errors there were a second ago. Owned by the flush thread. */
  private long errorsBefore;

  Recording(
      Options options,
      Instrumentation instrumentation,
      Shelf shelf,
      LoadedClasses loadedClasses,
      FlushThread thread,
      Log log) {
    this.options = options;
    this.instrumentation = instrumentation;
    this.shelf = shelf;
    this.loadedClasses = loadedClasses;
    this.thread = thread;
    this.log = log;
    this.userRules =
        options.rules().isEmpty() ? null : new UserRules(options.rules(), options, log);
    SelfMetrics selfMetrics = new SelfMetrics(options.selfMetrics(), log, tables, this);
    this.flusher =
        new Flusher(
            options.host(), options.port(), options.constantTags(), tables, selfMetrics, this, log);
  }

  /** Reads the user's rules, and follows them from now on. */
  void followRules() {
    UserRules rules = userRules;
    if (rules != null) {
      rules.read();
      shelf.use(rules.rules(), rules.enabled());
      beginToFlush();
    }
  }

  /** See {@link io.tagalong.agent.weave.Gate.Opening}. */
  @Nullable Class<?> open() {
    BundledProbes bundled = new BundledProbes(options, tables, log);
    Linker fresh = new Linker(shelf::book, tables, bundled, log);
    DispatcherDoor opened;
    try {
      opened = DispatcherDoor.open(instrumentation, fresh, log);
    } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
      log.say("no way into this JVM (" + e + "); the agent stays off, the application runs on");
      return null;
    }
    linker = fresh;
    door = opened;
    probes = bundled;
    beginToFlush();
    return opened.dispatcher();
  }

  private void beginToFlush() {
    try {
      thread.begin(flusher);
    } catch (IllegalStateException e) {
      log.say("the JVM is shutting down already; what is recorded from now on is lost");
    }
  }

  /** On the flush thread: gets over what was cut short, follows the user's rules, sends logs. */
  @Override
  public void everySecond() {
    Linker open = linker;
    DispatcherDoor opened = door;
    if (open != null && opened != null && opened.cutShort()) {
      open.forgetCallsInProgress();
      reportCutShort();
    }
    errorsBefore = log.suppressedErrors();
    UserRules rules = userRules;
    if (rules != null && rules.read()) {
      follow(rules);
    }
    BundledProbes bundled = probes;
    if (bundled != null) {
      bundled.everySecond();
    }
  }

  /** Where the stack has ended, the thread had none left to report it. */
  private void reportCutShort() {
    if (log.suppressedErrors() == errorsBefore) {
      log.count();
      log.say("suppressed what cut a call short at the end of the stack; later ones are counted");
    }
  }

  @Override
  public void ended() {
    BundledProbes bundled = probes;
    if (bundled != null) {
      bundled.ended();
    }
  }

  private void follow(UserRules rules) {
    shelf.use(rules.rules(), rules.enabled());
    Linker open = linker;
    if (open != null) {
      open.relink();
    }
    loadedClasses.weaveAgain();
    String state = rules.enabled() ? "" : "; all recording is switched off";
    log.say("rules have changed: " + rules.rules().size() + " of your own" + state);
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
