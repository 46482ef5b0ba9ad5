package io.tagalong.agent.rulefile;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.rule.ProbeRule;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rule.RuleSource;
import io.tagalong.agent.yaml.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules that are in force: those of the bundled packs whose classes have appeared, and those of
 * the user's files.
 *
 * <p>Any thread that loads a class may open a pack; one thread changes the user's rules.
 */
public final class Shelf implements RuleSource {
  private final Packs packs;
  private final Log log;

  /** Guarded by this. */
  private final Set<String> opened = new HashSet<>();

  /** Guarded by this. */
  private final List<Rule> bundled = new ArrayList<>();

  /** Guarded by this. */
  private final List<ProbeRule> probes = new ArrayList<>();

  /** Guarded by this. */
  private List<Rule> ofUser = List.of();

  /** Guarded by this. */
  private boolean enabled = true;

  /** Written under the lock; read by every thread that loads a class. */
  private volatile Set<String> targets = Set.of();

  /** Written under the lock; read by every thread that loads a class or links a call. */
  private volatile RuleBook book = RuleBook.EMPTY;

  public Shelf(Packs packs, Log log) {
    this.packs = packs;
    this.log = log;
    publish();
  }

  @Override
  public boolean names(String internalName) {
    return targets.contains(internalName);
  }

  @Override
  public boolean watchesSubtypes() {
    return !book.superTypes().isEmpty();
  }

  /** The rules that are in force, as far as their packs are open. */
  public RuleBook book() {
    return book;
  }

  /**
   * Whether a loaded class has rules: by its own name or, if the application loaded it, by one of
   * its supertypes. Of the boot loader's classes only packs name any, and none of {@code java.*},
   * so those are passed over unseen.
   */
  public boolean meant(Class<?> type) {
    String name = type.getName();
    if (type.getClassLoader() == null) {
      return !name.startsWith("java.") && packs.packOf(name) != null;
    }
    RuleBook now = book;
    return !type.isArray()
        && (packs.packOf(name) != null
            || now.classNames().contains(name)
            || now.superTypes().contains(name)
            || (watchesSubtypes() && subtype(type)));
  }

  private boolean subtype(Class<?> type) {
    Class<?> superClass = type.getSuperclass();
    if (superClass != null && wanted(superClass)) {
      return true;
    }
    for (Class<?> each : type.getInterfaces()) {
      if (wanted(each)) {
        return true;
      }
    }
    return false;
  }

  private boolean wanted(Class<?> type) {
    return book.superTypes().contains(type.getName()) || subtype(type);
  }

  @Override
  public synchronized RuleBook rulesWith(String className) throws IOException {
    String pack = packs.packOf(className);
    if (pack != null && opened.add(pack)) {
      RuleFile file = packs.read(pack);
      for (Problem problem : file.problems()) {
        log.say(problem + "; this bundled rule is left out");
      }
      bundled.addAll(file.rules());
      probes.addAll(file.probes());
      publish();
    }
    return book;
  }

  /**
   * Puts other rules in the place of the user's.
   *
   * @param enabled false for no rules at all, bundled ones included, until this is called again
   */
  public synchronized void use(List<Rule> rules, boolean enabled) {
    this.ofUser = List.copyOf(rules);
    this.enabled = enabled;
    publish();
  }

  private synchronized void publish() {
    List<Rule> all = new ArrayList<>();
    if (enabled) {
      all.addAll(bundled);
      all.addAll(ofUser);
    }
    RuleBook fresh = new RuleBook(all, enabled ? probes : List.of());
    Set<String> names = new HashSet<>();
    // Whether or not their pack is open: it is their appearing that opens it.
    for (String className : packs.classNames()) {
      names.add(className.replace('.', '/'));
    }
    for (String className : fresh.classNames()) {
      names.add(className.replace('.', '/'));
    }
    for (String superType : fresh.superTypes()) {
      names.add(superType.replace('.', '/'));
    }
    targets = names;
    book = fresh;
  }
}
