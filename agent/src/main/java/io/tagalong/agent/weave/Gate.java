package io.tagalong.agent.weave;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.rule.RuleBook;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that the application loads and lets all but the named ones pass. Hot.
 *
 * <p>For a class that no rule names, the cost is one lookup in a hash set; nothing else of the
 * agent is loaded, Byte Buddy least of all. The first named class makes the weaver.
 *
 * <p>Runs on whichever thread loads a class. Nothing escapes: a class that cannot be woven is left
 * as it is.
 */
public final class Gate implements ClassFileTransformer {
  /** Makes ready what a woven class needs, when the first one appears. */
  public interface Opening {
    /** Called at most once. Gives the class in {@code java.base} that woven code calls. */
    Class<?> open() throws Exception;
  }

  private final RuleBook rules;
  private final Opening opening;
  private final Log log;

  /** Internal names, {@code com/statsig/sdk/StatsigServerImpl}. */
  private final Set<String> targets = new HashSet<>();

  /** Guarded by this: class loading threads meet here for the first named class. */
  private boolean opened;

  /** Guarded by this. Null before opening, and for good when opening failed. */
  private @Nullable Weaver weaver;

  public Gate(RuleBook rules, Opening opening, Log log) {
    this.rules = rules;
    this.opening = opening;
    this.log = log;
    for (String className : rules.classNames()) {
      targets.add(className.replace('.', '/'));
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (internalName == null || loader == null || !targets.contains(internalName)) {
      return null;
    }
    String className = internalName.replace('/', '.');
    try {
      Weaver weaver = weaver();
      return weaver == null ? null : weaver.weave(loader, className, classFile);
    } catch (Throwable t) {
      log.suppressed(t);
      log.say("could not weave " + className + "; it runs as it is, uncounted");
      return null;
    }
  }

  private synchronized @Nullable Weaver weaver() throws Exception {
    if (!opened) {
      opened = true;
      weaver = new AdviceWeaver(rules, opening.open());
    }
    return weaver;
  }
}
