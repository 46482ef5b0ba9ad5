package io.tagalong.agent.weave;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.rule.ProbeRule;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rule.RuleSource;
import java.lang.instrument.ClassFileTransformer;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that the application loads and lets all but the named ones pass. Hot.
 *
 * <p>For a class that no rule names, the cost is one lookup in a hash set; nothing else of the
 * agent is loaded, ASM and the YAML library least of all. The first named class makes the weaver.
 * Only rules for subtypes, which no bundled pack has, cost more: then the supertypes of every class
 * are looked at. A class of the boot loader is only for probes.
 *
 * <p>Runs on whichever thread loads a class. Nothing escapes: a class that cannot be woven is left
 * as it is.
 */
public final class Gate implements ClassFileTransformer {
  /** Makes ready what a woven class needs, when the first one appears. */
  public interface Opening {
    /**
     * Called at most once. Gives the class that woven code calls, which every loader sees; null
     * when there can be none, which the implementation has logged, and then nothing is woven.
     */
    @Nullable Class<?> open();
  }

  private final RuleSource rules;
  private final Opening opening;
  private final Log log;

  /** Guarded by this: class loading threads meet here for the first named class. */
  private boolean opened;

  /** Guarded by this. Null before opening, and for good when opening failed. */
  private @Nullable Weaver weaver;

  public Gate(RuleSource rules, Opening opening, Log log) {
    this.rules = rules;
    this.opening = opening;
    this.log = log;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (internalName == null || !(rules.names(internalName) || mayBeSubtype(loader))) {
      return null;
    }
    String className = internalName.replace('/', '.');
    // As the agent itself: under a security manager, the application that happens to load the class
    // may have no permission to open a door into java.base, or to start a thread.
    PrivilegedAction<byte @Nullable []> weaving = () -> weaveOrLeave(loader, className, classFile);
    return AccessController.doPrivileged(weaving);
  }

  private byte @Nullable [] weaveOrLeave(
      @Nullable ClassLoader loader, String className, byte[] classFile) {
    try {
      return weave(loader, className, classFile);
    } catch (Throwable t) {
      log.report(t, className + " could not be woven: it runs as it is, unrecorded");
      return null;
    }
  }

  /** Neither the boot loader's classes nor the agent's own are subtypes of the application's. */
  private boolean mayBeSubtype(@Nullable ClassLoader loader) {
    return loader != null && rules.watchesSubtypes() && loader != Gate.class.getClassLoader();
  }

  private byte @Nullable [] weave(@Nullable ClassLoader loader, String className, byte[] classFile)
      throws Exception {
    RuleBook book = rules.rulesWith(className);
    List<String> superTypes =
        loader == null
            ? List.of()
            : Ancestry.find(loader, className, classFile, book.superTypes(), log);
    // A rule in the midst of the JDK could meet itself; a probe is for a place that was looked at.
    List<Rule> ofClass = loader == null ? List.of() : book.rulesFor(className, superTypes);
    List<ProbeRule> probes = book.probesFor(className, superTypes);
    if (ofClass.isEmpty() && probes.isEmpty()) {
      return null;
    }
    Weaver weaver = weaver();
    return weaver == null ? null : weaver.weave(classFile, ofClass, probes);
  }

  private synchronized @Nullable Weaver weaver() throws Exception {
    if (!opened) {
      opened = true;
      Class<?> dispatcher = opening.open();
      weaver = dispatcher == null ? null : new AsmWeaver(dispatcher, log);
    }
    return weaver;
  }
}
