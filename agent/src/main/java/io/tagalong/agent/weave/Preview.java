package io.tagalong.agent.weave;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Which methods of a class would be woven, without weaving it. */
public final class Preview {
  private Preview() {}

  /** One method with one of its rules. */
  public static final class Match {
    private final WovenMethod method;
    private final Rule rule;

    private Match(WovenMethod method, Rule rule) {
      this.method = method;
      this.rule = rule;
    }

    /** The name of the method. */
    public String method() {
      return method.name();
    }

    /** Its JVM descriptor. */
    public String descriptor() {
      return method.descriptor();
    }

    /** The JVM descriptor of the rules' call before a return. */
    public String exitDescriptor() {
      return method.endDescriptor(false);
    }

    /** The JVM descriptor of the rules' call for when the method throws. */
    public String thrownDescriptor() {
      return method.endDescriptor(true);
    }

    public Rule rule() {
      return rule;
    }
  }

  /**
   * Looks at a class file.
   *
   * @param loader where the files of its supertypes are
   * @param log told of such a file that cannot be read, and of methods that cannot be watched
   */
  public static List<Match> of(
      ClassLoader loader, String className, byte[] classFile, RuleBook book, Log log) {
    List<String> superTypes = Ancestry.find(loader, className, classFile, book.superTypes(), log);
    List<Rule> rules = book.rulesFor(className, superTypes);
    List<Match> matches = new ArrayList<>();
    ClassReader reader = new ClassReader(classFile);
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            for (Rule rule : rules) {
              if (!AsmWeaver.hasCode(access) || !rule.target().matches(name, descriptor)) {
                continue;
              }
              if (AsmWeaver.fits(descriptor)) {
                Calls calls = Calls.of(name, descriptor, List.of(rule), List.of());
                WovenMethod method =
                    new WovenMethod(reader.getClassName(), access, name, descriptor, calls);
                matches.add(new Match(method, rule));
              } else {
                log.say(AsmWeaver.tooLong(className, name + descriptor));
              }
            }
            return null;
          }
        };
    reader.accept(visitor, ClassReader.SKIP_CODE);
    return matches;
  }
}
