package io.tagalong.agent.link;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;

/** The members that a path can name in a type: what somebody may have meant who mistyped one. */
final class MemberNames {
  private MemberNames() {}

  /**
   * The names that {@link Members#find} would find, in their order; none of {@code Object}'s, and
   * none at all where a class that a declaration names is missing.
   */
  static Set<String> of(Class<?> type, Members members) {
    try {
      Set<String> names = declared(type);
      names.removeIf(name -> !isFound(type, name, members));
      return names;
    } catch (LinkageError e) {
      return Set.of();
    }
  }

  private static Set<String> declared(Class<?> type) {
    Set<String> names = new TreeSet<>();
    for (Method method : type.getMethods()) {
      if (method.getParameterCount() == 0 && method.getDeclaringClass() != Object.class) {
        names.add(withoutPrefix(method.getName()));
      }
    }
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      for (Field field : owner.getDeclaredFields()) {
        names.add(field.getName());
      }
    }
    return names;
  }

  /** {@code groupName} of {@code getGroupName}, as a path would have it. */
  private static String withoutPrefix(String method) {
    for (String prefix : new String[] {"get", "is"}) {
      int end = prefix.length();
      if (method.startsWith(prefix)
          && method.length() > end
          && Character.isUpperCase(method.charAt(end))) {
        return Character.toLowerCase(method.charAt(end)) + method.substring(end + 1);
      }
    }
    return method;
  }

  private static boolean isFound(Class<?> type, String name, Members members) {
    try {
      members.find(type, name);
      return true;
    } catch (NoSuchMemberException e) {
      return false;
    }
  }
}
