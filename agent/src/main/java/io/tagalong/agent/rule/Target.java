package io.tagalong.agent.rule;

import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The methods that a rule is about: of classes by exact name, or of all subtypes of a type. */
public final class Target {
  private final Set<String> classNames;
  private final Set<String> superTypes;
  private final List<MethodPattern> methods;
  private final @Nullable String resultType;

  /**
   * @param classNames binary names, as in {@link Class#getName}
   * @param superTypes binary names of interfaces and classes, whose subtypes are meant
   * @param resultType binary name of the reference type that the result is read as, where the
   *     method declares less: for a Kotlin suspend function the type behind its {@code Object};
   *     null for the declared one
   */
  public Target(
      Set<String> classNames,
      Set<String> superTypes,
      List<MethodPattern> methods,
      @Nullable String resultType) {
    this.classNames = Set.copyOf(classNames);
    this.superTypes = Set.copyOf(superTypes);
    this.methods = List.copyOf(methods);
    this.resultType = resultType;
  }

  public Set<String> classNames() {
    return classNames;
  }

  public Set<String> superTypes() {
    return superTypes;
  }

  public List<MethodPattern> methods() {
    return methods;
  }

  public @Nullable String resultType() {
    return resultType;
  }

  /** Whether a method of a target class, with this name and JVM descriptor, is meant. */
  public boolean matches(String methodName, String descriptor) {
    for (MethodPattern method : methods) {
      if (method.matches(methodName, descriptor)) {
        return true;
      }
    }
    return false;
  }

  /** The methods, as in a rule file: {@code check | checkSync(int) | close()}. */
  public String signatures() {
    StringJoiner text = new StringJoiner(" | ");
    for (MethodPattern method : methods) {
      text.add(method.toString());
    }
    return text.toString();
  }

  @Override
  public String toString() {
    Set<String> types = new TreeSet<>(classNames);
    for (String superType : superTypes) {
      types.add("subtypes of " + superType);
    }
    return String.join(" | ", types) + "." + signatures();
  }
}
