package io.tagalong.agent.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the elements that {@code each} leads to. Hot for arrays of objects, and for lists
 * that are read at random places; of others the first elements are copied.
 */
final class Items {
  /** More elements of one call are not looked at: they would hold up the application's thread. */
  static final int MAX = 1_000;

  private static final MethodHandle OF =
      Handles.ofStatic(Items.class, "of", MethodType.methodType(List.class, Object.class));
  private static final MethodHandle COUNT =
      Handles.ofStatic(Items.class, "count", MethodType.methodType(int.class, List.class));
  private static final MethodHandle AT =
      Handles.ofStatic(
          Items.class, "at", MethodType.methodType(Object.class, int.class, List.class));

  private Items() {}

  /**
   * A handle that runs another one for each element.
   *
   * @param elements {@code (slots..)Object}
   * @param body {@code (Object element, slots..)void}
   * @return {@code (slots..)void}
   */
  static MethodHandle loop(MethodHandle elements, MethodHandle body) {
    MethodHandle turn = MethodHandles.collectArguments(body, 0, AT);
    MethodHandle loop = MethodHandles.countedLoop(COUNT, null, turn);
    return MethodHandles.foldArguments(loop, MethodHandles.filterReturnValue(elements, OF));
  }

  /** The declared type of an element of something with this declared type. */
  static Type typeOfOne(Type elements) {
    if (elements instanceof GenericArrayType) {
      return ((GenericArrayType) elements).getGenericComponentType();
    }
    Class<?> component = DeclaredType.raw(elements).getComponentType();
    return component == null
        ? DeclaredType.argument(elements, Collection.class, 0)
        : MethodType.methodType(component).wrap().returnType();
  }

  /** Whatever has elements, as a list; of what has no random access, a copy of the first ones. */
  static List<?> of(@Nullable Object value) {
    if (value instanceof List && value instanceof RandomAccess) {
      return (List<?>) value;
    }
    if (value instanceof Collection) {
      return first((Collection<?>) value);
    }
    if (value instanceof Object[]) {
      return Arrays.asList((Object[]) value);
    }
    return value != null && value.getClass().isArray() ? numbers(value) : List.of();
  }

  private static List<?> first(Collection<?> elements) {
    List<@Nullable Object> first = new ArrayList<>();
    for (Object element : elements) {
      if (first.size() == MAX) {
        break;
      }
      first.add(element);
    }
    return first;
  }

  /** The first elements of an array of a primitive type. */
  private static List<?> numbers(Object array) {
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < Math.min(Array.getLength(array), MAX); i++) {
      numbers.add(Array.get(array, i));
    }
    return numbers;
  }

  static int count(List<?> elements) {
    return Math.min(elements.size(), MAX);
  }

  static @Nullable Object at(int index, List<?> elements) {
    return elements.get(index);
  }
}
