package io.tagalong.agent.rule;

import java.util.List;

/** One method of one class, named exactly: overloads are different targets. */
public final class Target {
  private final String className;
  private final String methodName;
  private final int parameterCount;

  /** The part of the method's descriptor up to the result: {@code (Ljava/lang/String;)}. */
  private final String parameterDescriptor;

  private final String resultType;

  /**
   * @param className binary name, as in {@link Class#getName}
   * @param parameterTypes binary names of reference types, in order
   * @param resultType binary name of the reference type that the result is read as: {@code
   *     java.lang.Boolean} for a boolean, and for a Kotlin suspend function the type behind its
   *     {@code Object}
   */
  public Target(
      String className, String methodName, List<String> parameterTypes, String resultType) {
    this.className = className;
    this.methodName = methodName;
    this.parameterCount = parameterTypes.size();
    StringBuilder descriptor = new StringBuilder("(");
    for (String type : parameterTypes) {
      descriptor.append('L').append(type.replace('.', '/')).append(';');
    }
    this.parameterDescriptor = descriptor.append(')').toString();
    this.resultType = resultType;
  }

  public String className() {
    return className;
  }

  public String resultType() {
    return resultType;
  }

  /** Whether the method with this name and JVM descriptor is meant. */
  boolean matches(String methodName, String descriptor) {
    return this.methodName.equals(methodName) && descriptor.startsWith(parameterDescriptor);
  }

  @Override
  public String toString() {
    return className + '.' + methodName + '/' + parameterCount;
  }
}
