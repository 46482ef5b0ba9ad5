package io.tagalong.agent.link;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.Probes;
import io.tagalong.agent.record.Group;
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
import java.security.AccessController;
import java.security.PrivilegedAction;
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
  private static final MethodHandle ENTER = ofGroup("enter", long.class);
  private static final MethodHandle OUTERMOST = ofGroup("outermost", boolean.class);
  private static final MethodHandle LEAVE = ofGroup("leave", void.class);
  private static final MethodHandle SUPPRESSED =
      Handles.ofVirtual(
          Failures.class, "suppressed", MethodType.methodType(void.class, Throwable.class));

  private final Supplier<RuleBook> rules;
  private final Tables tables;
  private final ProbeCalls probeCalls;
  private final Log log;

  private final Sites sites = new Sites();
  private final OwnReading reading = new OwnReading();

  /**
   * @param rules the rules that are in force; asked again whenever a call is linked
   */
  public Linker(Supplier<RuleBook> rules, Tables tables, Probes probes, Log log) {
    this.rules = rules;
    this.tables = tables;
    this.probeCalls = new ProbeCalls(probes, log);
    this.log = log;
  }

  /** {@code (Group, long start)result}. */
  private static MethodHandle ofGroup(String method, Class<?> result) {
    return Handles.ofVirtual(Group.class, method, MethodType.methodType(result, long.class));
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
    Site site = sites.of(kind, woven, type, (String) arguments[0], (String) arguments[1]);
    if (!site.linked()) {
      retarget(site);
    }
    return site;
  }

  /** Makes all calls follow the rules that are in force now. */
  public void relink() {
    List<Site> live = sites.live();
    for (Site site : live) {
      site.switchedOff().clear();
      retarget(site);
    }
    MutableCallSite.syncAll(live.toArray(new MutableCallSite[0]));
    forgetCallsInProgress();
  }

  /** Forgets on which threads calls are in progress: the end of some may never come. */
  public void forgetCallsInProgress() {
    tables.forgetCallsInProgress();
    reading.forget();
  }

  /** How many calls are linked, in classes that are still there: see {@link Sites}. */
  public int sites() {
    return sites.live().size();
  }

  private void retarget(Site site) {
    RuleBook used;
    site.forgetIdle();
    do {
      used = rules.get();
      site.link(target(site, used));
    } while (rules.get() != used);
  }

  /**
   * Composed with the agent's permissions: under a security manager, the application that calls may
   * have none to look at a class. What is composed needs none.
   */
  private MethodHandle target(Site site, RuleBook book) {
    return AccessController.doPrivileged(
        (PrivilegedAction<MethodHandle>) () -> compose(site, book));
  }

  private MethodHandle compose(Site site, RuleBook book) {
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
    for (Group group : groups(matching)) {
      handle = MethodHandles.filterReturnValue(handle, ENTER.bindTo(group));
    }
    return needed ? handle : MethodHandles.constant(long.class, 0L);
  }

  /** What runs when a call ends: every rule, then leave the groups. */
  private MethodHandle end(Site site, List<Rule> matching, RuleBook book) {
    PathCompiler paths = new PathCompiler(new Members(site.woven(), book), tables);
    MethodHandle nothing = MethodHandles.empty(site.type());
    MethodHandle all = nothing;
    boolean callsApplication = false;
    for (Rule rule : matching) {
      boolean records = site.kind() == Site.Kind.EXIT || rule.recordsThrowing();
      if (records && !site.switchedOff().contains(rule)) {
        MethodHandle suppressed = suppressed(rule, site);
        MethodHandle handle = safely(rule, site, paths, suppressed);
        if (rule.once() != null) {
          MethodHandle outermost = ofStart(OUTERMOST.bindTo(tables.group(rule.once())), site);
          handle = MethodHandles.guardWithTest(outermost, handle, nothing);
        }
        if (rule.needsEnter()) {
          handle = MethodHandles.guardWithTest(ofStart(STARTED, site), handle, nothing);
        }
        // One rule that fails must neither cost another one its sample nor leave a group entered.
        handle = MethodHandles.catchException(handle, Throwable.class, suppressed);
        all = MethodHandles.foldArguments(handle, all);
        // The collection may be of any class.
        callsApplication |= paths.callsApplication() || rule.each() != null;
      }
    }
    if (all != nothing) {
      all = callsApplication ? reading.marking(all) : reading.unlessMarked(all);
    }
    for (Group group : groups(matching)) {
      all = MethodHandles.foldArguments(ofStart(LEAVE.bindTo(group), site), all);
    }
    return all;
  }

  /** A handle over the start, as one over all that the call hands over. */
  private static MethodHandle ofStart(MethodHandle handle, Site site) {
    return Handles.spread(handle, site.type(), new int[] {site.startPosition()});
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

  private Set<Group> groups(List<Rule> matching) {
    Set<Group> groups = new LinkedHashSet<>();
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
          ? new AwaitCompiler(rule, site, paths, tables, suppressed, reading, log).compile()
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
