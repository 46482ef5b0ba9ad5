package io.tagalong.agent.weave;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Marks the methods that are called by reflection in premain, so that the JVM calls them natively.
 *
 * <p>From JDK 18 on (JEP 416), {@code Method.invoke} makes a method handle of the method, which
 * spins a handful of classes in a JVM that has just begun. It does without for a method that has
 * the bit of variable arguments but no array as last parameter ({@code MethodHandleAccessorFactory}
 * of {@code java.base}). No Java source gives such a method; to any caller the bit means nothing.
 *
 * <p>The build runs this over the jar's classes; the agent itself never does.
 */
final class NativeCallMarker {
  private static final String LAST_PARAMETER = "Ljava/lang/instrument/Instrumentation;)";

  private NativeCallMarker() {}

  /**
   * Writes class files anew, with their methods of premain marked.
   *
   * @param arguments where the files are
   */
  public static void main(String[] arguments) throws IOException {
    for (String file : arguments) {
      Path path = Path.of(file);
      Files.write(path, mark(Files.readAllBytes(path)));
    }
  }

  static byte[] mark(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            boolean called = descriptor.contains(LAST_PARAMETER);
            return super.visitMethod(
                called ? access | Opcodes.ACC_VARARGS : access,
                name,
                descriptor,
                signature,
                exceptions);
          }
        },
        0);
    return writer.toByteArray();
  }
}
