package io.tagalong.agent.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** A method that calls are put into: what is known of it before. */
final class WovenMethod {
  private static final String CONSTRUCTOR = "<init>";

  private final String owner;
  private final int access;
  private final String name;
  private final String descriptor;
  private final Calls calls;
  private final Type[] parameters;
  private final Type result;
  private int maxLocals;
  private int returns;

  /**
   * @param owner internal name of the class
   * @param calls those that are to be put in
   */
  WovenMethod(String owner, int access, String name, String descriptor, Calls calls) {
    this.owner = owner;
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
    this.calls = calls;
    this.parameters = Type.getArgumentTypes(descriptor);
    this.result = Type.getReturnType(descriptor);
  }

  /** A visitor that counts the returns and the local variables of the method. */
  MethodVisitor measuring() {
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
          returns++;
        }
      }

      @Override
      public void visitMaxs(int maxStack, int locals) {
        maxLocals = locals;
      }
    };
  }

  String owner() {
    return owner;
  }

  String name() {
    return name;
  }

  String descriptor() {
    return descriptor;
  }

  Calls calls() {
    return calls;
  }

  /** Whether anything is called when the method begins. */
  boolean callsAtBegin() {
    return calls.enter() || calls.probed();
  }

  /** Whether anything is called when the method ends with an exception. */
  boolean callsWhenThrowing() {
    return (calls.thrown() || calls.probed()) && !isConstructor();
  }

  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  boolean isConstructor() {
    return name.equals(CONSTRUCTOR);
  }

  Type[] parameters() {
    return parameters;
  }

  Type result() {
    return result;
  }

  boolean isVoid() {
    return result.getSort() == Type.VOID;
  }

  /** Local variables that the parameters and {@code this} take. */
  int parameterSlots() {
    return (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - (isStatic() ? 1 : 0);
  }

  /** The first local variable that the method's own code does not use. */
  int freeLocal() {
    return maxLocals;
  }

  int returns() {
    return returns;
  }

  /** The type of the rules' call at the end: all that the method hands over, objects erased. */
  String endDescriptor(boolean throwing) {
    return handedIn() + erased(throwing || isVoid() ? null : result) + "J)V";
  }

  /** The type of the probe's call where the method begins. */
  String beginDescriptor() {
    return handedIn() + ")" + erased(null);
  }

  /** The type of the probe's call before a return: it gives the result only where that is one. */
  String returnedDescriptor() {
    return result.getSort() >= Type.ARRAY
        ? "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;"
        : "(Ljava/lang/Object;" + erased(isVoid() ? null : result) + ")V";
  }

  private String handedIn() {
    StringBuilder type = new StringBuilder("(Ljava/lang/Object;");
    for (Type parameter : parameters) {
      type.append(erased(parameter));
    }
    return type.toString();
  }

  /** Objects are erased, so that linking a call loads no class that the method alone does not. */
  private static String erased(@Nullable Type type) {
    return type == null || type.getSort() >= Type.ARRAY
        ? "Ljava/lang/Object;"
        : type.getDescriptor();
  }
}
