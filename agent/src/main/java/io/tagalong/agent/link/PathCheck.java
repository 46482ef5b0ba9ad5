package io.tagalong.agent.link;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rule.Slot;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Links paths at one method before any application runs, as its woven calls would. The class of the
 * method is loaded for that, and neither it nor another one is initialised: none of their code
 * runs.
 */
public final class PathCheck {
  private final Site exit;
  private final Site thrown;
  private final Members members;
  private final PathCompiler paths;
  private final Log log;

  private PathCheck(Site exit, Site thrown, RuleBook rules, Log log) {
    this.exit = exit;
    this.thrown = thrown;
    this.members = new Members(exit.woven(), rules);
    this.paths = new PathCompiler(members, new Tables());
    this.log = log;
  }

  /**
   * Prepares for one method.
   *
   * @param type the class of the method
   * @param method its name
   * @param descriptor its JVM descriptor
   * @param exit the JVM descriptor of the call that the weaver puts before a return
   * @param thrown the descriptor of the one for when the method throws
   * @param rules those in force
   * @throws IllegalAccessException when the class lets nobody look into it, as those of the JDK do
   */
  public static PathCheck of(
      Class<?> type,
      String method,
      String descriptor,
      String exit,
      String thrown,
      RuleBook rules,
      Log log)
      throws IllegalAccessException {
    MethodHandles.Lookup woven = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    return new PathCheck(
        new Site(Site.Kind.EXIT, woven, callType(exit), method, descriptor),
        new Site(Site.Kind.THROWN, woven, callType(thrown), method, descriptor),
        rules,
        log);
  }

  /** All types of a woven call are primitive ones and {@code Object}, so any loader will do. */
  private static MethodType callType(String descriptor) {
    return MethodType.fromMethodDescriptorString(descriptor, null);
  }

  /** Looks whether a path of a rule leads anywhere at this method. */
  public PathVerdict look(Rule rule, Path path) {
    boolean throwing = path.slot().kind() == Slot.Kind.THROWN;
    Outcome returning = rule.awaiting() ? Outcome.COMPLETED : Outcome.RETURNED;
    Slots slots =
        new Slots(rule, throwing ? thrown : exit, throwing ? Outcome.THREW : returning, paths, log);
    String lack = lack(path.slot(), rule);
    if (lack != null) {
      return PathVerdict.leadsNowhere(slots.readAsNull(path, lack));
    }
    try {
      slots.resolve(path);
      return PathVerdict.leadsSomewhere();
    } catch (NoSuchMemberException e) {
      Throwable unloadable = e.getCause();
      return unloadable == null
          ? PathVerdict.leadsNowhere(
              slots.readAsNull(path, e.getMessage()), e, MemberNames.of(e.type(), members))
          : PathVerdict.unknown(unloadable);
    } catch (LinkageError | ClassNotFoundException | TypeNotPresentException e) {
      return PathVerdict.unknown(e);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return PathVerdict.leadsNowhere(
          path + " does not fit here (" + e + "); the rule is left out");
    }
  }

  /** Why the call never hands over what a path begins at; null where it does. */
  private @Nullable String lack(Slot slot, Rule rule) {
    switch (slot.kind()) {
      case THIS:
        return exit.ofClass() ? "the method is static" : null;
      case ARGUMENT:
        int count = exit.argumentCount();
        return slot.index() < count
            ? null
            : "the method has only " + count + (count == 1 ? " argument" : " arguments");
      case RETURN:
        return exit.givesNothing() ? "the method returns nothing" : null;
      case ITEM:
        Path each = rule.each();
        return each == null ? null : lack(each.slot(), rule);
      case FIELD:
      case THROWN:
      case THREAD:
      case ENVIRONMENT:
      case PROPERTY:
        return null;
    }
    throw new AssertionError(slot);
  }
}
