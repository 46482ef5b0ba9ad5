package io.tagalong.agent.link;

import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be read of the types that a woven class meets, with the access that this class has.
 *
 * <p>An accessor that a rule watches is not called: the rule would record what the agent reads, and
 * one that reads the very accessor which it watches would never come to an end.
 */
final class Members {
  private final MethodHandles.Lookup woven;
  private final RuleBook rules;

  /**
   * @param woven the full-power lookup of the woven class
   * @param rules those in force
   */
  Members(MethodHandles.Lookup woven, RuleBook rules) {
    this.woven = woven;
    this.rules = rules;
  }

  /** One member that can be read. */
  static final class Member {
    private final MethodHandle reader;
    private final Type type;
    private final boolean ofClass;
    private final boolean method;

    private Member(MethodHandle reader, Type type, boolean ofClass, boolean method) {
      this.reader = reader;
      this.type = type;
      this.ofClass = ofClass;
      this.method = method;
    }

    /** {@code (T)member}, where T is the type that the member was looked for in. */
    MethodHandle reader() {
      return reader;
    }

    /** As it is declared. */
    Type type() {
      return type;
    }

    /** Whether it is a static field, for which the object does not matter. */
    boolean ofClass() {
      return ofClass;
    }

    /** Whether reading it calls a method. */
    boolean isMethod() {
      return method;
    }
  }

  /** Finds {@code getX()}, {@code isX()}, {@code x()} or the field, the first that there is. */
  Member find(Class<?> type, String name) throws NoSuchMemberException {
    String hindrance = "";
    LinkageError unloadable = null;
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    for (String candidate : new String[] {"get" + capital, "is" + capital, name}) {
      try {
        Method method = accessor(type, candidate);
        Rule watching = method == null ? null : watching(type, method);
        if (watching != null) {
          hindrance = candidate + "() is watched by " + watching.id();
        } else if (method != null) {
          MethodHandle reader = woven.unreflect(method);
          return new Member(ofType(reader, type), DeclaredType.ofResult(method), false, true);
        }
      } catch (IllegalAccessException e) {
        hindrance = candidate + "() is not accessible";
      } catch (LinkageError e) {
        unloadable = e;
      }
    }
    return field(type, name, hindrance, unloadable);
  }

  /** Finds a field, static or not, and calls no method. */
  Member field(Class<?> type, String name) throws NoSuchMemberException {
    return field(type, name, "", null);
  }

  private Member field(
      Class<?> type, String name, String hindrance, @Nullable LinkageError knownUnloadable)
      throws NoSuchMemberException {
    LinkageError unloadable = knownUnloadable;
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      try {
        Field field = owner.getDeclaredField(name);
        MethodHandle getter = woven.unreflectGetter(field);
        boolean ofClass = Modifier.isStatic(field.getModifiers());
        MethodHandle reader = ofClass ? MethodHandles.dropArguments(getter, 0, type) : getter;
        return new Member(ofType(reader, type), DeclaredType.of(field), ofClass, false);
      } catch (NoSuchFieldException | IllegalAccessException e) {
        // A superclass may have it.
      } catch (LinkageError e) {
        unloadable = e;
      }
    }
    throw new NoSuchMemberException(type, name, hindrance, unloadable);
  }

  /** A public one, or else one that its package or subclasses may call; never a private one. */
  private static @Nullable Method accessor(Class<?> type, String name) {
    Method method = null;
    try {
      method = type.getMethod(name);
    } catch (NoSuchMethodException e) {
      for (Class<?> owner = type; owner != null && method == null; owner = owner.getSuperclass()) {
        method = declaredAccessor(owner, name);
      }
    }
    boolean reads =
        method != null
            && method.getReturnType() != void.class
            && !Modifier.isStatic(method.getModifiers());
    return reads ? method : null;
  }

  private static @Nullable Method declaredAccessor(Class<?> owner, String name) {
    try {
      Method method = owner.getDeclaredMethod(name);
      return Modifier.isPrivate(method.getModifiers()) ? null : method;
    } catch (NoSuchMethodException e) {
      return null; // A superclass may have it.
    }
  }

  private static MethodHandle ofType(MethodHandle reader, Class<?> type) {
    return reader.asType(reader.type().changeParameterType(0, type));
  }

  /**
   * The rule that watches an accessor, as far as its declaration tells: of the type, of where it
   * comes from, or of the woven class, if the object may be one of those.
   */
  private @Nullable Rule watching(Class<?> type, Method accessor) {
    Rule watching = watching(accessor, accessor.getDeclaringClass());
    if (watching == null) {
      watching = watching(accessor, type);
    }
    return watching == null && type.isAssignableFrom(woven.lookupClass())
        ? watching(accessor, woven.lookupClass())
        : watching;
  }

  private @Nullable Rule watching(Method accessor, Class<?> owner) {
    String descriptor = MethodType.methodType(accessor.getReturnType()).toMethodDescriptorString();
    List<String> superTypes = DeclaredType.superTypes(owner);
    for (Rule rule : rules.rulesFor(owner.getName(), superTypes)) {
      if (rule.target().matches(accessor.getName(), descriptor)) {
        return rule;
      }
    }
    return null;
  }
}
