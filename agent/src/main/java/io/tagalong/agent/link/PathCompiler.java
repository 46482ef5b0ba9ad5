package io.tagalong.agent.link;

import io.tagalong.agent.rule.Path;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a path to a handle {@code (Object)Object} that reads it as directly as compiled-in code.
 *
 * <p>Each step is resolved once against the declared type of what the step before gives, with the
 * woven class's own lookup, so whatever that class may read can be read without opening anything.
 * At run time a step first asks whether the value is of that type: this one check covers null, and
 * also a result that is declared as {@code Object}.
 *
 * <p>A member that the type does not have fails the compilation; the linker then reads the path as
 * null. This is also the whole compatibility check: the agent names no type of an SDK, so there is
 * nothing else that could mismatch.
 */
final class PathCompiler {
  private static final MethodType ONE_TO_ONE = MethodType.methodType(Object.class, Object.class);
  private static final MethodHandle NULL = MethodHandles.empty(ONE_TO_ONE);
  private static final MethodHandle IS_INSTANCE;
  private static final MethodHandle MAP_GET;
  private static final MethodHandle SAFE_VALUE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      IS_INSTANCE =
          lookup.findVirtual(
              Class.class, "isInstance", MethodType.methodType(boolean.class, Object.class));
      MAP_GET = lookup.findVirtual(Map.class, "get", ONE_TO_ONE);
      SAFE_VALUE = lookup.findStatic(SafeValue.class, "of", ONE_TO_ONE);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final MethodHandles.Lookup woven;

  /**
   * @param woven the full-power lookup of the woven class
   */
  PathCompiler(MethodHandles.Lookup woven) {
    this.woven = woven;
  }

  /**
   * Compiles a path.
   *
   * @param start the declared type of the slot that the path begins at
   * @return a handle that gives a value which a table may keep, or null
   */
  MethodHandle compile(Path path, Class<?> start) throws NoSuchMemberException {
    MethodHandle handle = guarded(MethodHandles.identity(Object.class), start);
    Class<?> type = start;
    for (Path.Step step : path.steps()) {
      MethodHandle read = step.isKey() ? mapGet(step.name()) : member(type, step.name());
      handle = MethodHandles.filterReturnValue(handle, guarded(read, read.type().parameterType(0)));
      type = read.type().returnType();
    }
    return MethodHandles.filterReturnValue(handle, SAFE_VALUE);
  }

  /** The step as {@code (Object)Object}, giving null for null and for any other type. */
  private static MethodHandle guarded(MethodHandle read, Class<?> type) {
    Class<?> boxed = MethodType.methodType(type).wrap().returnType();
    return MethodHandles.guardWithTest(IS_INSTANCE.bindTo(boxed), read.asType(ONE_TO_ONE), NULL);
  }

  private static MethodHandle mapGet(String key) {
    return MethodHandles.insertArguments(MAP_GET, 1, key);
  }

  private MethodHandle member(Class<?> type, String name) throws NoSuchMemberException {
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    for (String candidate : new String[] {"get" + capital, "is" + capital, name}) {
      MethodHandle accessor = accessor(type, candidate);
      if (accessor != null) {
        return accessor.asType(accessor.type().changeParameterType(0, type));
      }
    }
    MethodHandle getter = getter(type, name);
    if (getter == null) {
      throw new NoSuchMemberException(type, name);
    }
    return getter.asType(getter.type().changeParameterType(0, type));
  }

  private @Nullable MethodHandle accessor(Class<?> type, String methodName) {
    try {
      Method method = type.getMethod(methodName);
      return method.getReturnType() == void.class ? null : woven.unreflect(method);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null; // Not there or not ours to read: the next candidate may be.
    }
  }

  private @Nullable MethodHandle getter(Class<?> type, String fieldName) {
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      try {
        Field field = owner.getDeclaredField(fieldName);
        return woven.unreflectGetter(field);
      } catch (NoSuchFieldException | IllegalAccessException e) {
        // A superclass may have it.
      }
    }
    return null;
  }
}
