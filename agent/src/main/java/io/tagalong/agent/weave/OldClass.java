package io.tagalong.agent.weave;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Whether a class compiled for an old Java may be raised to the version of Java 7.
 *
 * <p>From that version on, the JVM verifies a class by its stack map frames alone. Compilers for
 * Java 6 wrote such frames, but where they are missing the JVM did without: such a class would no
 * longer load, so it is left as it is.
 */
final class OldClass extends ClassVisitor {
  private boolean unfit;

  private OldClass() {
    super(Opcodes.ASM9);
  }

  static boolean isOld(int version) {
    return (version & 0xFFFF) < Opcodes.V1_7;
  }

  /**
   * Looks at a class.
   *
   * @throws UnsupportedOperationException when it is old and cannot be raised
   */
  static void refuseIfUnfit(ClassReader reader) {
    int version = reader.readUnsignedShort(6);
    if (!isOld(version)) {
      return;
    }
    OldClass visitor = new OldClass();
    if (version == Opcodes.V1_6) {
      reader.accept(visitor, ClassReader.SKIP_DEBUG);
    }
    if (version < Opcodes.V1_6 || visitor.unfit) {
      throw new UnsupportedOperationException(
          "it is compiled for Java 6 or older, without the frames that invokedynamic needs");
    }
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new FramesOfMethod();
  }

  /** A method that jumps has at least one frame, or it has none at all. */
  private final class FramesOfMethod extends MethodVisitor {
    private boolean jumps;
    private boolean frames;

    FramesOfMethod() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitFrame(
        int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
      frames = true;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      jumps = true;
      unfit |= opcode == Opcodes.JSR;
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
      jumps = true;
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
      jumps = true;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
      jumps = true;
    }

    @Override
    public void visitEnd() {
      unfit |= jumps && !frames;
    }
  }
}
