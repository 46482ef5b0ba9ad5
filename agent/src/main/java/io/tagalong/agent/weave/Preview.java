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
    private final String method;
    private final Rule rule;

    private Match(String method, Rule rule) {
      this.method = method;
      this.rule = rule;
    }

    /** Name and JVM descriptor. */
    public String method() {
      return method;
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
                matches.add(new Match(name + descriptor, rule));
              } else {
                log.say(AsmWeaver.tooLong(className, name + descriptor));
              }
            }
            return null;
          }
        };
    new ClassReader(classFile).accept(visitor, ClassReader.SKIP_CODE);
    return matches;
  }
}
