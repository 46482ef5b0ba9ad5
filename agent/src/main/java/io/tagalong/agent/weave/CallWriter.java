package io.tagalong.agent.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
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
 * } catch (Throwable t) { suppressed(t); }
 * try {
 *   ..
 *   R result = ..;
 *   try {
 *     exit(this, copy, result, start);
 *     result = (R) returned(call, result);
 *   } catch (Throwable t) { suppressed(t); }
 *   return result;
 * } catch (Throwable thrown) {
 *   try {
 *     thrown(this, copy, thrown, start);
 *     threw(call, thrown);
 *   } catch (Throwable t) { suppressed(t); }
 *   throw thrown;
 * }
 * </pre>
 *
 * <p><b>Locals.</b> The calls get copies of {@code this} and the arguments, made first and kept in
 * variables behind those of the method: it may assign its parameters, and a compiler may put other
 * types in their places. The frames of the method have these variables added.
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
  private static final String OBJECT = "java/lang/Object";
  private static final String THROWABLE = "java/lang/Throwable";

  private final WovenMethod method;
  private final Handle bootstrap;
  private final String dispatcher;

  /** The frame types of our variables, without the result. */
  private final List<Object> ours = new ArrayList<>();

  private final int start;

  /** The probe's call; only in a method that has a probe. */
  private final int call;

  private final int self;
  private final int[] copies;
  private final int result;

  private final Label[] exitStarts;
  private final Label[] exitEnds;
  private final Label exitHandler = new Label();
  private final Label enterStart = new Label();
  private final Label enterEnd = new Label();
  private final Label enterHandler = new Label();
  private final Label body = new Label();
  private int exits;

  CallWriter(MethodVisitor next, WovenMethod method, Handle bootstrap, String dispatcher) {
    super(Opcodes.ASM9, next);
    this.method = method;
    this.bootstrap = bootstrap;
    this.dispatcher = dispatcher;
    this.exitStarts = labels(method.returns());
    this.exitEnds = labels(method.returns());

    int local = method.freeLocal();
    start = local;
    local += 2;
    ours.add(Opcodes.LONG);
    call = local;
    if (method.calls().probed()) {
      local++;
      ours.add(OBJECT);
    }
    // An uninitialised object cannot be copied; a constructor's own variable must do.
    self = method.isStatic() || method.isConstructor() ? 0 : local++;
    if (self != 0) {
      ours.add(method.owner());
    }
    Type[] parameters = method.parameters();
    copies = new int[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      copies[i] = local;
      local += parameters[i].getSize();
      ours.add(frameType(parameters[i]));
    }
    result = local;
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
      super.visitTryCatchBlock(enterStart, enterEnd, enterHandler, THROWABLE);
    }
    super.visitInsn(Opcodes.LCONST_0);
    super.visitVarInsn(Opcodes.LSTORE, start);
    if (method.calls().probed()) {
      super.visitInsn(Opcodes.ACONST_NULL);
      super.visitVarInsn(Opcodes.ASTORE, call);
    }
    copyParameters();
    if (method.callsAtBegin()) {
      writeBegin();
    } else {
      super.visitLabel(body);
    }
    // Keeps the method's first frame, if it begins with one, apart from ours.
    super.visitInsn(Opcodes.NOP);
  }

  private void copyParameters() {
    if (self != 0) {
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitVarInsn(Opcodes.ASTORE, self);
    }
    int from = method.isStatic() ? 0 : 1;
    Type[] parameters = method.parameters();
    for (int i = 0; i < parameters.length; i++) {
      super.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), from);
      super.visitVarInsn(parameters[i].getOpcode(Opcodes.ISTORE), copies[i]);
      from += parameters[i].getSize();
    }
  }

  private void writeBegin() {
    super.visitLabel(enterStart);
    if (method.calls().enter()) {
      call("enter", "()J");
      super.visitVarInsn(Opcodes.LSTORE, start);
    }
    if (method.calls().probed()) {
      handOverWhatWasHandedIn();
      call("begin", method.beginDescriptor());
      super.visitVarInsn(Opcodes.ASTORE, call);
      takeArguments();
    }
    super.visitLabel(enterEnd);
    super.visitJumpInsn(Opcodes.GOTO, body);
    super.visitLabel(enterHandler);
    List<Object> locals = new ArrayList<>();
    if (!method.isStatic()) {
      locals.add(method.isConstructor() ? Opcodes.UNINITIALIZED_THIS : method.owner());
    }
    for (Type parameter : method.parameters()) {
      locals.add(frameType(parameter));
    }
    Object[] all = withOurs(locals.toArray());
    super.visitFrame(Opcodes.F_NEW, all.length, all, 1, new Object[] {THROWABLE});
    suppress();
    super.visitLabel(body);
    super.visitFrame(Opcodes.F_NEW, all.length, all, 0, new Object[0]);
  }

  /** Goes on with the objects that the probe gives in the place of those handed in. */
  private void takeArguments() {
    int into = method.isStatic() ? 0 : 1;
    Type[] parameters = method.parameters();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].getSort() >= Type.ARRAY) {
        super.visitVarInsn(Opcodes.ALOAD, call);
        super.visitIntInsn(Opcodes.SIPUSH, i);
        super.visitVarInsn(Opcodes.ALOAD, copies[i]);
        call("argument", "(Ljava/lang/Object;ILjava/lang/Object;)Ljava/lang/Object;");
        super.visitTypeInsn(Opcodes.CHECKCAST, parameters[i].getInternalName());
        super.visitVarInsn(Opcodes.ASTORE, into);
      }
      into += parameters[i].getSize();
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      if (opcode != Opcodes.RETURN) {
        super.visitVarInsn(method.result().getOpcode(Opcodes.ISTORE), result);
      }
      super.visitLabel(exitStarts[exits]);
      if (method.calls().exit()) {
        writeEnd(false);
      }
      if (method.calls().probed()) {
        writeReturned();
      }
      super.visitLabel(exitEnds[exits]);
      exits++;
      writeReturn();
    } else {
      super.visitInsn(opcode);
    }
  }

  private void writeReturn() {
    if (!method.isVoid()) {
      super.visitVarInsn(method.result().getOpcode(Opcodes.ILOAD), result);
    }
    super.visitInsn(method.result().getOpcode(Opcodes.IRETURN));
  }

  /** The rules' call at the end, with all that it hands over. */
  private void writeEnd(boolean throwing) {
    handOverWhatWasHandedIn();
    if (throwing) {
      super.visitVarInsn(Opcodes.ALOAD, result);
    } else {
      handOverResult();
    }
    super.visitVarInsn(Opcodes.LLOAD, start);
    call(throwing ? "thrown" : "exit", method.endDescriptor(throwing));
  }

  /** The probe's call before a return: what it gives is the result, if it is of its type. */
  private void writeReturned() {
    super.visitVarInsn(Opcodes.ALOAD, call);
    handOverResult();
    call("returned", method.returnedDescriptor());
    if (method.result().getSort() >= Type.ARRAY) {
      super.visitTypeInsn(Opcodes.CHECKCAST, method.result().getInternalName());
      super.visitVarInsn(Opcodes.ASTORE, result);
    }
  }

  private void handOverWhatWasHandedIn() {
    if (method.isStatic()) {
      super.visitInsn(Opcodes.ACONST_NULL);
    } else {
      super.visitVarInsn(Opcodes.ALOAD, self);
    }
    Type[] parameters = method.parameters();
    for (int i = 0; i < parameters.length; i++) {
      super.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), copies[i]);
    }
  }

  private void handOverResult() {
    if (method.isVoid()) {
      super.visitInsn(Opcodes.ACONST_NULL);
    } else {
      super.visitVarInsn(method.result().getOpcode(Opcodes.ILOAD), result);
    }
  }

  private void call(String name, String descriptor) {
    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, method.name(), method.descriptor());
  }

  private void suppress() {
    super.visitMethodInsn(
        Opcodes.INVOKESTATIC, dispatcher, "suppressed", "(Ljava/lang/Throwable;)V", false);
  }

  @Override
  public void visitFrame(
      int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
    Object[] all = withOurs(Arrays.copyOf(locals, localCount));
    super.visitFrame(type, all.length, all, stackCount, stack);
  }

  /** The variables of the method, filled up with such of no type, then ours. */
  private Object[] withOurs(@Nullable Object[] locals) {
    List<Object> all = new ArrayList<>();
    int slots = 0;
    for (Object local : locals) {
      if (local != null) {
        all.add(local);
        slots += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
      }
    }
    for (; slots < method.freeLocal(); slots++) {
      all.add(Opcodes.TOP);
    }
    all.addAll(ours);
    return all.toArray();
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    Label bodyEnd = new Label();
    super.visitLabel(bodyEnd);
    if (exits > 0) {
      super.visitLabel(exitHandler);
      handlerFrame(method.isVoid() ? null : frameType(method.result()));
      suppress();
      writeReturn();
    }
    if (method.callsWhenThrowing()) {
      writeThrown(bodyEnd);
    }
    super.visitMaxs(
        maxStack + method.parameterSlots() + 6, result + Math.max(1, method.result().getSize()));
  }

  private void writeThrown(Label bodyEnd) {
    Label handler = new Label();
    Label callStart = new Label();
    Label callEnd = new Label();
    Label callHandler = new Label();
    super.visitTryCatchBlock(body, bodyEnd, handler, THROWABLE);
    super.visitTryCatchBlock(callStart, callEnd, callHandler, THROWABLE);
    super.visitLabel(handler);
    handlerFrame(null);
    super.visitVarInsn(Opcodes.ASTORE, result);
    super.visitLabel(callStart);
    if (method.calls().thrown()) {
      writeEnd(true);
    }
    if (method.calls().probed()) {
      super.visitVarInsn(Opcodes.ALOAD, call);
      super.visitVarInsn(Opcodes.ALOAD, result);
      call("threw", "(Ljava/lang/Object;Ljava/lang/Object;)V");
    }
    super.visitLabel(callEnd);
    super.visitVarInsn(Opcodes.ALOAD, result);
    super.visitInsn(Opcodes.ATHROW);
    super.visitLabel(callHandler);
    handlerFrame(THROWABLE);
    suppress();
    super.visitVarInsn(Opcodes.ALOAD, result);
    super.visitInsn(Opcodes.ATHROW);
  }

  /** The frame of a handler: nothing is known but our variables, and perhaps the result. */
  private void handlerFrame(@Nullable Object resultType) {
    List<Object> locals = new ArrayList<>(Arrays.asList(withOurs(new Object[0])));
    if (resultType != null) {
      locals.add(resultType);
    }
    super.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), 1, new Object[] {THROWABLE});
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

  private static Object frameType(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.ARRAY:
      case Type.OBJECT:
        return type.getInternalName();
      default:
        return Opcodes.INTEGER;
    }
  }
}
