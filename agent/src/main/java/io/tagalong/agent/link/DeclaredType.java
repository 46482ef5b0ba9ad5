package io.tagalong.agent.link;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericSignatureFormatError;
import java.lang.reflect.MalformedParameterizedTypeException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;

/** What declarations say of types, down to what is inside an {@code Optional} or a map. */
final class DeclaredType {
  private DeclaredType() {}

  /** The names of all types that a class is a subtype of. */
  static List<String> superTypes(Class<?> type) {
    List<String> names = new ArrayList<>();
    addSuperTypes(type, names);
    return names;
  }

  private static void addSuperTypes(Class<?> type, List<String> names) {
    Class<?> superClass = type.getSuperclass();
    if (superClass != null) {
      names.add(superClass.getName());
      addSuperTypes(superClass, names);
    }
    for (Class<?> each : type.getInterfaces()) {
      names.add(each.getName());
      addSuperTypes(each, names);
    }
  }

  /** The class of a type; {@code Object} for what has none. */
  static Class<?> raw(Type type) {
    if (type instanceof Class) {
      return (Class<?>) type;
    }
    if (type instanceof ParameterizedType) {
      return raw(((ParameterizedType) type).getRawType());
    }
    if (type instanceof WildcardType) {
      return raw(((WildcardType) type).getUpperBounds()[0]);
    }
    return Object.class;
  }

  /**
   * One type argument of a generic type.
   *
   * @param owner the type that declares the parameter: a subtype need not have the same ones, and
   *     then nothing is known
   */
  static Type argument(Type type, Class<?> owner, int index) {
    if (type instanceof ParameterizedType && owner.isAssignableFrom(raw(type))) {
      Type[] arguments = ((ParameterizedType) type).getActualTypeArguments();
      if (arguments.length == owner.getTypeParameters().length) {
        Type argument = arguments[index];
        return raw(argument) == Object.class ? Object.class : argument;
      }
    }
    return Object.class;
  }

  /** The declared result; the erased one where the signature names a class that is not there. */
  static Type ofResult(Method method) {
    try {
      return concrete(method.getGenericReturnType(), method.getReturnType());
    } catch (TypeNotPresentException
        | MalformedParameterizedTypeException
        | GenericSignatureFormatError e) {
      return method.getReturnType();
    }
  }

  /** The declared type of a field, likewise. */
  static Type of(Field field) {
    try {
      return concrete(field.getGenericType(), field.getType());
    } catch (TypeNotPresentException
        | MalformedParameterizedTypeException
        | GenericSignatureFormatError e) {
      return field.getType();
    }
  }

  /** The declared type of a parameter, likewise. */
  static Type ofParameter(Executable method, int index, Class<?> erased) {
    try {
      Type[] declared = method.getGenericParameterTypes();
      // That of a constructor may leave out what the compiler has added, such as the outer object.
      int added = method.getParameterCount() - declared.length;
      return index < added ? erased : concrete(declared[index - added], erased);
    } catch (TypeNotPresentException
        | MalformedParameterizedTypeException
        | GenericSignatureFormatError e) {
      return erased;
    }
  }

  /** A type variable says less than its erasure. */
  private static Type concrete(Type generic, Class<?> erased) {
    return generic instanceof ParameterizedType ? generic : erased;
  }
}
