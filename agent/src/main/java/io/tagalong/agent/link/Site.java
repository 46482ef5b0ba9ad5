package io.tagalong.agent.link;

import io.tagalong.agent.rule.Rule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/**
 * The woven calls of one kind in one method of the application, those before each of its returns
 * for example; what they run follows the rules.
 *
 * <p>It belongs to the woven class, and the agent refers to it weakly: so it goes when the class's
 * loader goes.
 */
final class Site extends MutableCallSite {
  /** Where in the method the call is. */
  enum Kind {
    /** {@code ()long}: what it gives is handed to the others as their last parameter. */
    ENTER,
    /** {@code (this, argument.., result, start)void}. */
    EXIT,
    /** {@code (this, argument.., thrown, start)void}. */
    THROWN,
    /** {@code (this, argument..)Object}: what it gives is handed to the ends of a watched call. */
    BEGIN
  }

  private final Kind kind;
  private final MethodHandles.Lookup woven;
  private final String method;
  private final String descriptor;

  /** Set by whichever thread has linked first, read by others that link. */
  private volatile boolean linked;

  /** Of the target, and of those before it. Guarded by this: any thread may link. */
  private final List<Awaiting> current = new ArrayList<>();

  private final List<Awaiting> earlier = new ArrayList<>();

  /** Added to by threads that call, emptied by the one that changes the rules. */
  private final Set<Rule> switchedOff = new CopyOnWriteArraySet<>();

  /**
   * @param type what the weaver wrote: primitive types as declared, {@code Object} for all others
   */
  Site(Kind kind, MethodHandles.Lookup woven, MethodType type, String method, String descriptor) {
    super(MethodHandles.empty(type));
    this.kind = kind;
    this.woven = woven;
    this.method = method;
    this.descriptor = descriptor;
  }

  /** Gives the calls what they run. */
  void link(MethodHandle target) {
    setTarget(target);
    linked = true;
  }

  /** Whether the calls were given something to run. */
  boolean linked() {
    return linked;
  }

  Kind kind() {
    return kind;
  }

  MethodHandles.Lookup woven() {
    return woven;
  }

  String method() {
    return method;
  }

  String descriptor() {
    return descriptor;
  }

  /** The rules that have failed too often at this call. */
  Set<Rule> switchedOff() {
    return switchedOff;
  }

  /** Holds what records awaited calls, as long as some wait: nothing but the site retains it. */
  synchronized void holdWhileCallsWait(Awaiting awaiting) {
    current.add(awaiting);
  }

  /** Lets go of what no call waits for. Called before the site gets a new target. */
  synchronized void forgetIdle() {
    earlier.removeIf(Awaiting::idle);
    earlier.addAll(current); // The calls of a moment from now still run those.
    current.clear();
  }

  /** The names of all types that the woven class is a subtype of. */
  List<String> superTypes() {
    return DeclaredType.superTypes(woven.lookupClass());
  }

  int argumentCount() {
    return type().parameterCount() - 3;
  }

  int resultPosition() {
    return type().parameterCount() - 2;
  }

  int startPosition() {
    return type().parameterCount() - 1;
  }

  /** The declared type of an argument. */
  Type argumentType(int index) {
    Class<?> erased = declared().parameterType(index);
    Executable reflected = reflected();
    return reflected == null ? erased : DeclaredType.ofParameter(reflected, index, erased);
  }

  /** The declared type of the result. */
  Type resultType() {
    Executable reflected = reflected();
    Type type =
        reflected instanceof Method
            ? DeclaredType.ofResult((Method) reflected)
            : declared().returnType();
    return type == void.class ? Object.class : type;
  }

  /** Whether the method is known to be static. */
  boolean ofClass() {
    Executable reflected = reflected();
    return reflected != null && Modifier.isStatic(reflected.getModifiers());
  }

  boolean givesNothing() {
    return descriptor.endsWith(")V");
  }

  private MethodType declared() {
    return MethodType.fromMethodDescriptorString(descriptor, woven.lookupClass().getClassLoader());
  }

  /** The woven method or constructor; null where a type of any other one is missing. */
  private @Nullable Executable reflected() {
    try {
      MethodType declared = declared();
      if (method.equals("<init>")) {
        return woven.lookupClass().getDeclaredConstructor(declared.parameterArray());
      }
      for (Method candidate : woven.lookupClass().getDeclaredMethods()) {
        if (candidate.getName().equals(method)
            && candidate.getReturnType() == declared.returnType()
            && declared.parameterList().equals(List.of(candidate.getParameterTypes()))) {
          return candidate;
        }
      }
    } catch (NoSuchMethodException | LinkageError | TypeNotPresentException e) {
      return null; // The erased types, which the descriptor has, must do.
    }
    return null;
  }

  /** The jar of the woven class, or its name where it came from elsewhere. */
  String sdk() {
    CodeSource source = woven.lookupClass().getProtectionDomain().getCodeSource();
    String file = source == null ? "" : jar(String.valueOf(source.getLocation()));
    return file.isEmpty() ? woven.lookupClass().getName() : file;
  }

  /** The jar's name in a location; empty for a folder. One inside another jar ends in "!/". */
  static String jar(String location) {
    String path = location.endsWith("!/") ? location.substring(0, location.length() - 2) : location;
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
