package io.tagalong.agent.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Methods by name and parameter types: {@code check | checkSync (java.lang.String, ..)}. */
public final class MethodPattern {
  /** The name of a constructor in a class file. */
  public static final String CONSTRUCTOR = "<init>";

  private final Set<String> names;
  private final List<String> parameterTypes;
  private final boolean open;

  /**
   * @param names alternatives
   * @param parameterTypes as in Java source, with binary names: {@code int}, {@code
   *     java.util.Map$Entry}, {@code byte[]}
   * @param open whether further parameters of any type may follow
   */
  public MethodPattern(Set<String> names, List<String> parameterTypes, boolean open) {
    this.names = Set.copyOf(names);
    this.parameterTypes = List.copyOf(parameterTypes);
    this.open = open;
  }

  /** Whether the method with this name and JVM descriptor is meant. */
  public boolean matches(String methodName, String descriptor) {
    if (!names.contains(methodName)) {
      return false;
    }
    List<String> actual = parameterTypes(descriptor);
    return open
        ? actual.size() >= parameterTypes.size()
            && actual.subList(0, parameterTypes.size()).equals(parameterTypes)
        : actual.equals(parameterTypes);
  }

  public Set<String> names() {
    return names;
  }

  /** The parameter types of a JVM descriptor, written as in a pattern. */
  static List<String> parameterTypes(String descriptor) {
    List<String> types = new ArrayList<>();
    int at = 1;
    while (descriptor.charAt(at) != ')') {
      int dimensions = 0;
      while (descriptor.charAt(at) == '[') {
        dimensions++;
        at++;
      }
      String type;
      if (descriptor.charAt(at) == 'L') {
        int end = descriptor.indexOf(';', at);
        type = descriptor.substring(at + 1, end).replace('/', '.');
        at = end + 1;
      } else {
        type = primitive(descriptor.charAt(at));
        at++;
      }
      types.add(type + "[]".repeat(dimensions));
    }
    return types;
  }

  private static String primitive(char letter) {
    switch (letter) {
      case 'Z':
        return "boolean";
      case 'B':
        return "byte";
      case 'C':
        return "char";
      case 'S':
        return "short";
      case 'I':
        return "int";
      case 'J':
        return "long";
      case 'F':
        return "float";
      case 'D':
        return "double";
      default:
        throw new IllegalArgumentException("no type has the letter '" + letter + "'");
    }
  }

  @Override
  public String toString() {
    List<String> types = new ArrayList<>(parameterTypes);
    if (open) {
      types.add("..");
    }
    return String.join(" | ", new TreeSet<>(names)) + '(' + String.join(", ", types) + ')';
  }
}
