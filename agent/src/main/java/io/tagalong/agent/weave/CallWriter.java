package io.tagalong.agent.weave;

import java.util.Arrays;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.TypePath;
import net.bytebuddy.jar.asm.TypeReference;
import org.jspecify.annotations.Nullable;

/**
 * Copies one method and puts the agent's calls in: for rules {@code enter} where it begins, {@code
 * exit} before each return, {@code thrown} where an exception leaves it; for a probe {@code begin},
 * {@code argument}, {@code returned} and {@code threw} behind them. In Java it would read
 *
 * <pre>
 * long start = 0; Object call = null; A copy = argument;
 * try {
 *   start = enter();
 *   call = begin(this, copy);
 *   argument = (A) argument(call, 0, copy);
 * } catch (Throwable t) { cutShort = true; suppressed(t); }
 * try {
 *   ..
 *   R result = ..;
 *   try {
 *     exit(this, copy, result, start);
 *     result = (R) returned(call, result);
 *   } catch (Throwable t) { cutShort = true; suppressed(t); }
 *   return result;
 * } catch (Throwable thrown) {
 *   try {
 *     thrown(this, copy, thrown, start);
 *     threw(call, thrown);
 *   } catch (Throwable t) { cutShort = true; suppressed(t); }
 *   throw thrown;
 * }
 * </pre>
 *
 * <p>{@link CallCode} writes each call, {@link Variables} says where what it needs is kept: behind
 * the variables of the method, whose frames have ours added.
 *
 * <p><b>Frames.</b> In the handlers all variables of the method are declared to be of no type,
 * which fits whatever they are, and ours of the types that we gave them: so no types are merged,
 * which would need the classes. An exit is written in place of each return, with the operand stack
 * below the result as it is, because code may return with more on the stack than the result.
 *
 * <p><b>Handlers.</b> Those of our calls come first in the table, else the method's own would get
 * what our calls throw; the one for what the method throws comes last. A constructor has no such
 * one, since its object may be uninitialised.
 */
final class CallWriter extends MethodVisitor {
  private static final String THROWABLE = "java/lang/Throwable";

  private final WovenMethod method;
  private final Variables variables;
  private final CallCode calls;

  private final Label beginStart = new Label();
  private final Label beginEnd = new Label();
  private final Label beginHandler = new Label();
  private final Label body = new Label();
  private final Label[] exitStarts;
  private final Label[] exitEnds;
  private final Label exitHandler = new Label();

  /** Returns that have been met. */
  private int exits;

  CallWriter(MethodVisitor next, WovenMethod method, Handle bootstrap, String dispatcher) {
    super(Opcodes.ASM9, next);
    this.method = method;
    this.variables = new Variables(method);
    this.calls = new CallCode(next, method, variables, bootstrap, dispatcher);
    this.exitStarts = labels(method.returns());
    this.exitEnds = labels(method.returns());
  }

  private static Label[] labels(int count) {
    Label[] labels = new Label[count];
    for (int i = 0; i < count; i++) {
      labels[i] = new Label();
    }
    return labels;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    for (int i = 0; i < exitStarts.length; i++) {
      super.visitTryCatchBlock(exitStarts[i], exitEnds[i], exitHandler, THROWABLE);
    }
    if (method.callsAtBegin()) {
      super.visitTryCatchBlock(beginStart, beginEnd, beginHandler, THROWABLE);
    }
    calls.writeVariables();
    if (method.callsAtBegin()) {
      writeBegin();
    } else {
      super.visitLabel(body);
    }
    // Keeps the method's first frame, if it begins with one, apart from ours.
    super.visitInsn(Opcodes.NOP);
  }

  private void writeBegin() {
    super.visitLabel(beginStart);
    calls.writeBegin();
    super.visitLabel(beginEnd);
    super.visitJumpInsn(Opcodes.GOTO, body);
    super.visitLabel(beginHandler);
    writeFrame(variables.frameAtBegin(), THROWABLE);
    calls.writeSuppressed();
    super.visitLabel(body);
    writeFrame(variables.frameAtBegin());
  }

  private void writeFrame(Object[] locals, Object... stack) {
    super.visitFrame(Opcodes.F_NEW, locals.length, locals, stack.length, stack);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
      super.visitInsn(opcode);
      return;
    }
    if (!method.isVoid()) {
      super.visitVarInsn(method.result().getOpcode(Opcodes.ISTORE), variables.result());
    }
    super.visitLabel(exitStarts[exits]);
    calls.writeReturned();
    super.visitLabel(exitEnds[exits]);
    exits++;
    writeReturn();
  }

  private void writeReturn() {
    if (!method.isVoid()) {
      super.visitVarInsn(method.result().getOpcode(Opcodes.ILOAD), variables.result());
    }
    super.visitInsn(method.result().getOpcode(Opcodes.IRETURN));
  }

  @Override
  public void visitFrame(
      int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
    Object[] all = variables.frame(Arrays.copyOf(locals, localCount));
    super.visitFrame(type, all.length, all, stackCount, stack);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    Label bodyEnd = new Label();
    super.visitLabel(bodyEnd);
    if (exits > 0) {
      writeExitHandler();
    }
    if (method.callsWhenThrowing()) {
      writeThrown(bodyEnd);
    }
    super.visitMaxs(maxStack + calls.maxStack(), variables.count());
  }

  /** One for all returns: a call of ours has thrown, and the result is kept already. */
  private void writeExitHandler() {
    super.visitLabel(exitHandler);
    writeFrame(
        method.isVoid()
            ? variables.frameOfHandler()
            : variables.frameOfHandler(Variables.frameType(method.result())),
        THROWABLE);
    calls.writeSuppressed();
    writeReturn();
  }

  private void writeThrown(Label bodyEnd) {
    Label handler = new Label();
    Label callStart = new Label();
    Label callEnd = new Label();
    Label callHandler = new Label();
    super.visitTryCatchBlock(body, bodyEnd, handler, THROWABLE);
    super.visitTryCatchBlock(callStart, callEnd, callHandler, THROWABLE);
    super.visitLabel(handler);
    writeFrame(variables.frameOfHandler(), THROWABLE);
    super.visitVarInsn(Opcodes.ASTORE, variables.result());
    super.visitLabel(callStart);
    calls.writeThrown();
    super.visitLabel(callEnd);
    writeThrow();
    super.visitLabel(callHandler);
    writeFrame(variables.frameOfHandler(THROWABLE), THROWABLE);
    calls.writeSuppressed();
    writeThrow();
  }

  private void writeThrow() {
    super.visitVarInsn(Opcodes.ALOAD, variables.result());
    super.visitInsn(Opcodes.ATHROW);
  }

  /** Annotations name a handler by its place in the table, before which ours have been put. */
  @Override
  public @Nullable AnnotationVisitor visitTryCatchAnnotation(
      int typeRef, @Nullable TypePath path, String descriptor, boolean visible) {
    int before = exitStarts.length + (method.callsAtBegin() ? 1 : 0);
    int index = new TypeReference(typeRef).getTryCatchBlockIndex() + before;
    int moved = TypeReference.newTryCatchReference(index).getValue();
    return super.visitTryCatchAnnotation(moved, path, descriptor, visible);
  }
}
