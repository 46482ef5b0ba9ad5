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
  private final boolean enter;
  private final boolean thrown;
  private final Type[] parameters;
  private final Type result;
  private int maxLocals;
  private int returns;

  /**
   * @param owner internal name of the class
   * @param enter whether something is to be called when the method begins
   * @param thrown whether something is to be called when it ends with an exception
   */
  WovenMethod(
      String owner, int access, String name, String descriptor, boolean enter, boolean thrown) {
    this.owner = owner;
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
    this.enter = enter;
    this.thrown = thrown && !name.equals(CONSTRUCTOR);
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

  boolean enter() {
    return enter;
  }

  boolean thrown() {
    return thrown;
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

  /** The type of the call at the end of the method: all that it hands over, objects erased. */
  String endDescriptor(boolean throwing) {
    StringBuilder type = new StringBuilder("(Ljava/lang/Object;");
    for (Type parameter : parameters) {
      type.append(erased(parameter));
    }
    boolean primitive = !throwing && result.getSort() != Type.VOID;
    return type.append(primitive ? erased(result) : erased(null)).append("J)V").toString();
  }

  /** Objects are erased, so that linking a call loads no class that the method alone does not. */
  private static String erased(@Nullable Type type) {
    return type == null || type.getSort() >= Type.ARRAY
        ? "Ljava/lang/Object;"
        : type.getDescriptor();
  }
}
