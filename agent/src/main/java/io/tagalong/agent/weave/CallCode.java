package io.tagalong.agent.weave;

import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The instructions of the agent's calls in one method: what each hands over, and what becomes of
 * what it gives. Where in the method they stand is the matter of {@link CallWriter}.
 */
final class CallCode {
  private final MethodVisitor code;
  private final WovenMethod method;
  private final Variables variables;
  private final Handle bootstrap;
  private final String dispatcher;

  /**
   * @param code takes the instructions
   * @param bootstrap of the {@code invokedynamic} instructions
   * @param dispatcher internal name of the class that has {@code suppressed}
   */
  CallCode(
      MethodVisitor code,
      WovenMethod method,
      Variables variables,
      Handle bootstrap,
      String dispatcher) {
    this.code = code;
    this.method = method;
    this.variables = variables;
    this.bootstrap = bootstrap;
    this.dispatcher = dispatcher;
  }

  /** Gives our variables their first values: nothing was called yet, and the arguments are new. */
  void writeVariables() {
    code.visitInsn(Opcodes.LCONST_0);
    code.visitVarInsn(Opcodes.LSTORE, variables.start());
    if (method.calls().probed()) {
      code.visitInsn(Opcodes.ACONST_NULL);
      code.visitVarInsn(Opcodes.ASTORE, variables.call());
    }
    if (variables.self() != 0) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(Opcodes.ASTORE, variables.self());
    }
    int from = method.isStatic() ? 0 : 1;
    Type[] parameters = method.parameters();
    for (int i = 0; i < parameters.length; i++) {
      code.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), from);
      code.visitVarInsn(parameters[i].getOpcode(Opcodes.ISTORE), variables.copy(i));
      from += parameters[i].getSize();
    }
  }

  /** The calls where the method begins. */
  void writeBegin() {
    if (method.calls().enter()) {
      call("enter", "()J");
      code.visitVarInsn(Opcodes.LSTORE, variables.start());
    }
    if (method.calls().probed()) {
      handOverWhatWasHandedIn();
      call("begin", method.beginDescriptor());
      code.visitVarInsn(Opcodes.ASTORE, variables.call());
      takeArguments();
    }
  }

  /** Goes on with the objects that the probe gives in the place of those handed in. */
  private void takeArguments() {
    int into = method.isStatic() ? 0 : 1;
    Type[] parameters = method.parameters();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].getSort() >= Type.ARRAY) {
        code.visitVarInsn(Opcodes.ALOAD, variables.call());
        code.visitIntInsn(Opcodes.SIPUSH, i);
        code.visitVarInsn(Opcodes.ALOAD, variables.copy(i));
        call("argument", "(Ljava/lang/Object;ILjava/lang/Object;)Ljava/lang/Object;");
        code.visitTypeInsn(Opcodes.CHECKCAST, parameters[i].getInternalName());
        code.visitVarInsn(Opcodes.ASTORE, into);
      }
      into += parameters[i].getSize();
    }
  }

  /** The calls before a return: what the probe's gives is the result, if it is of its type. */
  void writeReturned() {
    if (method.calls().exit()) {
      handOverWhatWasHandedIn();
      handOverResult();
      code.visitVarInsn(Opcodes.LLOAD, variables.start());
      call("exit", method.endDescriptor(false));
    }
    if (method.calls().probed()) {
      code.visitVarInsn(Opcodes.ALOAD, variables.call());
      handOverResult();
      call("returned", method.returnedDescriptor());
      if (method.result().getSort() >= Type.ARRAY) {
        code.visitTypeInsn(Opcodes.CHECKCAST, method.result().getInternalName());
        code.visitVarInsn(Opcodes.ASTORE, variables.result());
      }
    }
  }

  /** The calls when the method throws; what it throws is where the result would be. */
  void writeThrown() {
    if (method.calls().thrown()) {
      handOverWhatWasHandedIn();
      code.visitVarInsn(Opcodes.ALOAD, variables.result());
      code.visitVarInsn(Opcodes.LLOAD, variables.start());
      call("thrown", method.endDescriptor(true));
    }
    if (method.calls().probed()) {
      code.visitVarInsn(Opcodes.ALOAD, variables.call());
      code.visitVarInsn(Opcodes.ALOAD, variables.result());
      call("threw", "(Ljava/lang/Object;Ljava/lang/Object;)V");
    }
  }

  /** Notes that a call of ours has thrown, and hands what it has, on the stack, to the agent. */
  void writeSuppressed() {
    code.visitInsn(Opcodes.ICONST_1);
    code.visitFieldInsn(Opcodes.PUTSTATIC, dispatcher, "cutShort", "Z");
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, dispatcher, "suppressed", "(Ljava/lang/Throwable;)V", false);
  }

  /**
   * What a call has on the stack at the most: {@code this} or null, the parameters, a result and
   * the start of two places each, and one to spare.
   */
  int maxStack() {
    return method.parameterSlots() + 6;
  }

  private void handOverWhatWasHandedIn() {
    if (method.isStatic()) {
      code.visitInsn(Opcodes.ACONST_NULL);
    } else {
      code.visitVarInsn(Opcodes.ALOAD, variables.self());
    }
    Type[] parameters = method.parameters();
    for (int i = 0; i < parameters.length; i++) {
      code.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), variables.copy(i));
    }
  }

  private void handOverResult() {
    if (method.isVoid()) {
      code.visitInsn(Opcodes.ACONST_NULL);
    } else {
      code.visitVarInsn(method.result().getOpcode(Opcodes.ILOAD), variables.result());
    }
  }

  private void call(String name, String descriptor) {
    code.visitInvokeDynamicInsn(name, descriptor, bootstrap, method.name(), method.descriptor());
  }
}
