package io.tagalong.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.Rules;
import java.util.List;
import java.util.Objects;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OldClassTest {
  /** The class to weave, whose method jumps. */
  public static final class Jumping {
    public String sign(int number) {
      return number < 0 ? "-" : "+";
    }
  }

  private final Rule rule =
      Rule.of("rule", Rules.target(Jumping.class, "sign"), Metric.count("m")).build();

  @Test
  void raisesAClassOfJavaSixThatHasFrames() throws Exception {
    byte[] woven = weave(classFile(Opcodes.V1_6, 0));

    assertEquals(Opcodes.V1_7, new ClassReader(woven).readUnsignedShort(6));
    assertEquals("-", sign(woven));
  }

  @Test
  void leavesAClassOfJavaSixThatHasNoFrames() throws Exception {
    byte[] classFile = classFile(Opcodes.V1_6, ClassReader.SKIP_FRAMES);

    assertThrows(UnsupportedOperationException.class, () -> weave(classFile));
  }

  @Test
  void leavesOlderClasses() throws Exception {
    byte[] classFile = classFile(Opcodes.V1_5, ClassReader.SKIP_FRAMES);

    assertThrows(UnsupportedOperationException.class, () -> weave(classFile));
  }

  @Test
  void leavesTheVersionOfNewerClasses() throws Exception {
    assertEquals(
        Opcodes.V11, new ClassReader(weave(classFile(Opcodes.V11, 0))).readUnsignedShort(6));
  }

  private byte[] weave(byte[] classFile) {
    return Objects.requireNonNull(
        new AsmWeaver(CallWriterTest.Dispatcher.class, new CapturedLog().log())
            .weave(classFile, List.of(rule), List.of()));
  }

  private static byte[] classFile(int version, int flags) throws Exception {
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor other =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int actual,
              int access,
              String name,
              @Nullable String signature,
              @Nullable String superName,
              String @Nullable [] interfaces) {
            super.visit(version, access, name, signature, superName, interfaces);
          }

          @Override
          public void visitNestHost(String host) {
            // Newer than the class is to be.
          }
        };
    new ClassReader(ClassFiles.of(Jumping.class)).accept(other, flags);
    return writer.toByteArray();
  }

  private static Object sign(byte[] woven) throws Exception {
    Class<?> type = ClassFiles.load(Jumping.class, woven);
    return type.getMethod("sign", int.class).invoke(type.getConstructor().newInstance(), -1);
  }
}
