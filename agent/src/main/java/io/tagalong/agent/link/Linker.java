package io.tagalong.agent.link;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.Probes;
import io.tagalong.agent.record.Nesting;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TablesFullException;
import io.tagalong.agent.rule.ProbeRule;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Gives each woven call the code that it runs: when it runs for the first time, and again when the
 * rules change.
 *
 * <p>The dispatcher calls {@link #link} with the woven class's own lookup. What comes back is one
 * handle per call site, which the JIT inlines: reading the paths, testing the conditions and adding
 * to a cell. A rule that cannot be linked is left out with one line in the log; the application
 * never notices.
 *
 * <p>Any application thread may link, and one thread may change the rules meanwhile. No lock is
 * held while a target is composed, since that loads classes of the application: whoever has
 * composed one looks whether the rules are still the same, and else composes again.
 */
public final class Linker {
  private static final MethodHandle START =
      Handles.ofStatic(Clock.class, "start", MethodType.methodType(long.class));
  private static final MethodHandle STARTED =
      Handles.ofStatic(Clock.class, "started", MethodType.methodType(boolean.class, long.class));
  private static final MethodHandle OUTERMOST =
      Handles.ofVirtual(Nesting.class, "outermost", MethodType.methodType(boolean.class));
  private static final MethodType NOTHING = MethodType.methodType(void.class);
  private static final MethodHandle ENTER = Handles.ofVirtual(Nesting.class, "enter", NOTHING);
  private static final MethodHandle LEAVE = Handles.ofVirtual(Nesting.class, "leave", NOTHING);
  private static final MethodHandle SUPPRESSED =
      Handles.ofVirtual(
          Failures.class, "suppressed", MethodType.methodType(void.class, Throwable.class));

  private final Supplier<RuleBook> rules;
  private final Tables tables;
  private final ProbeCalls probeCalls;
  private final Log log;

  /** Guarded by itself: application threads add, the thread that changes the rules reads. */
  private final List<WeakReference<Site>> sites = new ArrayList<>();

  /**
   * @param rules the rules that are in force; asked again whenever a call is linked
   */
  public Linker(Supplier<RuleBook> rules, Tables tables, Probes probes, Log log) {
    this.rules = rules;
    this.tables = tables;
    this.probeCalls = new ProbeCalls(probes, log);
    this.log = log;
  }

  /**
   * Links one call.
   *
   * @param woven lookup of the woven class
   * @param name a {@link Site.Kind} in lower case, or one of {@link ProbeCalls#begun}
   * @param type what the call hands over and expects
   * @param arguments what the weaver wrote into the class: the method's name and its descriptor
   */
  CallSite link(MethodHandles.Lookup woven, String name, MethodType type, Object[] arguments) {
    MethodHandle ofBegunCall = ProbeCalls.begun(name, type);
    if (ofBegunCall != null) {
      return new ConstantCallSite(ofBegunCall);
    }
    Site.Kind kind = Site.Kind.valueOf(name.toUpperCase(Locale.ROOT));
    Site site = new Site(kind, woven, type, (String) arguments[0], (String) arguments[1]);
    synchronized (sites) {
      sites.removeIf(reference -> reference.get() == null);
      sites.add(new WeakReference<>(site));
    }
    retarget(site);
    return site;
  }

  /** Makes all calls follow the rules that are in force now. */
  public void relink() {
    List<Site> live = new ArrayList<>();
    synchronized (sites) {
      for (WeakReference<Site> reference : sites) {
        Site site = reference.get();
        if (site != null) {
          live.add(site);
        }
      }
    }
    for (Site site : live) {
      site.switchedOff().clear();
      retarget(site);
    }
    MutableCallSite.syncAll(live.toArray(new MutableCallSite[0]));
    tables.forgetCallsInProgress();
  }

  /** How many calls are linked, in classes that are still there. */
  public int sites() {
    int count = 0;
    synchronized (sites) {
      for (WeakReference<Site> reference : sites) {
        count += reference.get() == null ? 0 : 1;
      }
    }
    return count;
  }

  private void retarget(Site site) {
    RuleBook used;
    site.forgetIdle();
    do {
      used = rules.get();
      site.setTarget(target(site, used));
    } while (rules.get() != used);
  }

  private MethodHandle target(Site site, RuleBook book) {
    String className = site.woven().lookupClass().getName();
    if (site.kind() == Site.Kind.BEGIN) {
      List<ProbeRule> probes = book.probesFor(className, site.superTypes());
      probes.removeIf(probe -> !probe.target().matches(site.method(), site.descriptor()));
      return probeCalls.begin(probes, site.type());
    }
    List<Rule> matching = book.rulesFor(className, site.superTypes());
    matching.removeIf(rule -> !rule.target().matches(site.method(), site.descriptor()));
    return site.kind() == Site.Kind.ENTER ? enter(matching) : end(site, matching, book);
  }

  /** What runs when a call begins: nothing, or enter the groups and look at the clock. */
  private MethodHandle enter(List<Rule> matching) {
    boolean needed = false;
    MethodHandle handle = START;
    for (Rule rule : matching) {
      needed |= rule.needsEnter();
    }
    for (Nesting group : groups(matching)) {
      handle = MethodHandles.foldArguments(handle, ENTER.bindTo(group));
    }
    return needed ? handle : MethodHandles.constant(long.class, 0L);
  }

  /** What runs when a call ends: every rule, then leave the groups. */
  private MethodHandle end(Site site, List<Rule> matching, RuleBook book) {
    PathCompiler paths = new PathCompiler(new Members(site.woven(), book), tables);
    MethodHandle nothing = MethodHandles.empty(site.type());
    MethodHandle started = Handles.spread(STARTED, site.type(), new int[] {site.startPosition()});
    MethodHandle all = nothing;
    for (Rule rule : matching) {
      boolean records = site.kind() == Site.Kind.EXIT || rule.recordsThrowing();
      if (records && !site.switchedOff().contains(rule)) {
        MethodHandle suppressed = suppressed(rule, site);
        MethodHandle handle = safely(rule, site, paths, suppressed);
        if (rule.once() != null) {
          MethodHandle outermost = OUTERMOST.bindTo(tables.group(rule.once()));
          handle = MethodHandles.guardWithTest(outermost, handle, nothing);
        }
        if (rule.needsEnter()) {
          handle = MethodHandles.guardWithTest(started, handle, nothing);
        }
        // One rule that fails must neither cost another one its sample nor leave a group entered.
        handle = MethodHandles.catchException(handle, Throwable.class, suppressed);
        all = MethodHandles.foldArguments(handle, all);
      }
    }
    for (Nesting group : groups(matching)) {
      MethodHandle leave =
          MethodHandles.dropArguments(LEAVE.bindTo(group), 0, site.type().parameterList());
      all = MethodHandles.foldArguments(MethodHandles.guardWithTest(started, leave, nothing), all);
    }
    return all;
  }

  /** What takes the errors of a rule; in the end it takes the rule out of this call. */
  private MethodHandle suppressed(Rule rule, Site site) {
    return SUPPRESSED.bindTo(new Failures(log, System::nanoTime, () -> switchOff(rule, site)));
  }

  private void switchOff(Rule rule, Site site) {
    log.say(
        rule.id()
            + " has failed "
            + Failures.MOST
            + " times within a minute at "
            + site.woven().lookupClass().getName()
            + "."
            + site.method()
            + "; it is switched off there until the rules change");
    site.switchedOff().add(rule);
    retarget(site);
    MutableCallSite.syncAll(new MutableCallSite[] {site});
  }

  private Set<Nesting> groups(List<Rule> matching) {
    Set<Nesting> groups = new LinkedHashSet<>();
    for (Rule rule : matching) {
      if (rule.once() != null) {
        groups.add(tables.group(rule.once()));
      }
    }
    return groups;
  }

  /** The rule's handle; one that does nothing, with a line in the log, when it does not fit. */
  private MethodHandle safely(Rule rule, Site site, PathCompiler paths, MethodHandle suppressed) {
    try {
      if (site.kind() == Site.Kind.THROWN) {
        return compile(rule, site, Outcome.THREW, paths);
      }
      return rule.awaiting()
          ? new AwaitCompiler(rule, site, paths, tables, suppressed, log).compile()
          : compile(rule, site, Outcome.RETURNED, paths);
    } catch (TablesFullException e) {
      log.say(rule.id() + " is left out: " + e.getMessage());
      return MethodHandles.empty(site.type());
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      log.say(rule.id() + " does not fit this version of the SDK (" + e + "); it is left out");
      return MethodHandles.empty(site.type());
    }
  }

  private MethodHandle compile(Rule rule, Site site, Outcome outcome, PathCompiler paths)
      throws ReflectiveOperationException {
    return new RuleCompiler(rule, new Slots(rule, site, outcome, paths, log), tables).compile();
  }
}
