package io.tagalong.agent.probe;

import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads members of an SDK's objects, whose types the agent cannot name. What is not there in this
 * version of the SDK reads as null.
 *
 * <p>An object's own class is often private to its library, so a method is taken from a public
 * supertype that declares it, and from the class itself only where nothing else is left. What was
 * found is kept with the class, by {@link ClassValue}: it goes when the class goes.
 */
public final class Reflected {
  private static final ClassValue<Reflected> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected Reflected computeValue(Class<?> type) {
          return new Reflected(type);
        }
      };

  private final Class<?> type;

  /** By name and number of parameters, {@code header/1}. Filled by any thread. */
  private final ConcurrentHashMap<String, List<Method>> methods = new ConcurrentHashMap<>();

  /** By name; an empty list for a field that is not there. Filled by any thread. */
  private final ConcurrentHashMap<String, List<Field>> fields = new ConcurrentHashMap<>();

  private Reflected(Class<?> type) {
    this.type = type;
  }

  /**
   * Calls a method.
   *
   * @param object null gives null
   * @param name of a method that is public, with as many parameters as there are arguments
   * @return what it gives; null when there is no such method that takes these arguments
   * @throws IllegalStateException when the method throws; the message does not say what, since that
   *     might tell what must not leave the process
   */
  public static @Nullable Object call(
      @Nullable Object object, String name, @Nullable Object... arguments) {
    if (object == null) {
      return null;
    }
    for (Method method : OF_CLASS.get(object.getClass()).named(name, arguments.length)) {
      if (takes(method.getParameterTypes(), arguments)) {
        return invoke(method, object, arguments);
      }
    }
    return null;
  }

  /** Calls a method that gives a text; null likewise, and when it gives something else. */
  public static @Nullable String text(
      @Nullable Object object, String name, @Nullable Object... arguments) {
    Object value = call(object, name, arguments);
    return value instanceof String ? (String) value : null;
  }

  /** Calls a method that gives a number; the other number likewise. */
  public static long number(@Nullable Object object, String name, long otherwise) {
    Object value = call(object, name);
    return value instanceof Number ? ((Number) value).longValue() : otherwise;
  }

  /** Whether there is such a public method. */
  public static boolean has(@Nullable Object object, String name, int parameters) {
    return object != null && !OF_CLASS.get(object.getClass()).named(name, parameters).isEmpty();
  }

  /** Reads a field, private or not, of the class or a superclass; null when it cannot be read. */
  public static @Nullable Object field(@Nullable Object object, String name) {
    if (object == null) {
      return null;
    }
    for (Field field : OF_CLASS.get(object.getClass()).fieldNamed(name)) {
      try {
        return field.get(object);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(field + " was readable before", e);
      }
    }
    return null;
  }

  private static @Nullable Object invoke(
      Method method, Object object, @Nullable Object[] arguments) {
    try {
      return method.invoke(object, arguments);
    } catch (InvocationTargetException e) {
      String what = e.getCause() == null ? "" : e.getCause().getClass().getName();
      throw new IllegalStateException(method.getName() + " of an SDK's object threw " + what, e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " was callable before", e);
    }
  }

  private static boolean takes(Class<?>[] types, @Nullable Object[] arguments) {
    for (int i = 0; i < types.length; i++) {
      Object argument = arguments[i];
      boolean fits =
          argument == null ? !types[i].isPrimitive() : wrapped(types[i]).isInstance(argument);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static Class<?> wrapped(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  private List<Method> named(String name, int parameters) {
    return methods.computeIfAbsent(name + '/' + parameters, key -> find(name, parameters));
  }

  private List<Field> fieldNamed(String name) {
    return fields.computeIfAbsent(name, this::findField);
  }

  private List<Method> find(String name, int parameters) {
    List<Method> found = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)
          && method.getParameterCount() == parameters
          && !method.isBridge()
          && !Modifier.isStatic(method.getModifiers())) {
        Method callable = callable(type, name, method.getParameterTypes());
        if (callable != null) {
          found.add(callable);
        } else if (opened(method)) {
          found.add(method);
        }
      }
    }
    return found;
  }

  /** The method as a type declares it that we may call it through; null when none does. */
  private static @Nullable Method callable(Class<?> type, String name, Class<?>[] parameters) {
    if (Modifier.isPublic(type.getModifiers())
        && type.getModule().isExported(type.getPackageName(), Reflected.class.getModule())) {
      try {
        return type.getMethod(name, parameters);
      } catch (NoSuchMethodException e) {
        return null; // Nor has a supertype.
      }
    }
    for (Class<?> each : type.getInterfaces()) {
      Method found = callable(each, name, parameters);
      if (found != null) {
        return found;
      }
    }
    return type.getSuperclass() == null ? null : callable(type.getSuperclass(), name, parameters);
  }

  private List<Field> findField(String name) {
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      try {
        Field field = owner.getDeclaredField(name);
        return opened(field) ? List.of(field) : List.of();
      } catch (NoSuchFieldException e) {
        // A superclass may have it.
      }
    }
    return List.of();
  }

  /** Possible wherever the library is on the class path, or opens its package. */
  private static boolean opened(AccessibleObject member) {
    return member.trySetAccessible();
  }
}
