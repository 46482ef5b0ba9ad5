package io.tagalong.agent.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** The small handles that paths and rules are composed of. */
final class Handles {
  static final MethodType ONE_TO_ONE = MethodType.methodType(Object.class, Object.class);

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodHandle BOX_LONG = box(long.class);
  private static final MethodHandle BOX_DOUBLE = box(double.class);
  private static final MethodHandle BOX_FLOAT = box(float.class);

  private Handles() {}

  private static MethodHandle box(Class<?> type) {
    return ofStatic(Boxes.class, "of", MethodType.methodType(Object.class, type));
  }

  /** A static method of the agent, which is there because it was compiled in. */
  static MethodHandle ofStatic(Class<?> owner, String name, MethodType type) {
    try {
      return LOOKUP.findStatic(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(owner + "." + name + type + " is not in the agent", e);
    }
  }

  /** An instance method of the agent or the JDK, likewise. */
  static MethodHandle ofVirtual(Class<?> owner, String name, MethodType type) {
    try {
      return LOOKUP.findVirtual(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(owner + "." + name + type + " is not in the agent", e);
    }
  }

  /** The handle, with its result as an object; numbers are boxed by {@link Boxes}. */
  static MethodHandle boxed(MethodHandle handle) {
    Class<?> type = handle.type().returnType();
    if (type == long.class || type == int.class || type == short.class || type == byte.class) {
      return MethodHandles.filterReturnValue(
          handle.asType(handle.type().changeReturnType(long.class)), BOX_LONG);
    }
    if (type == double.class) {
      return MethodHandles.filterReturnValue(handle, BOX_DOUBLE);
    }
    if (type == float.class) { // Not as a double: 0.1f would read 0.10000000149011612.
      return MethodHandles.filterReturnValue(handle, BOX_FLOAT);
    }
    return handle.asType(handle.type().changeReturnType(Object.class));
  }

  /**
   * The handle over all of {@code full}, using the parameters at these positions in their order.
   */
  static MethodHandle spread(MethodHandle handle, MethodType full, int[] positions) {
    return MethodHandles.permuteArguments(
        handle, full.changeReturnType(handle.type().returnType()), positions);
  }
}
