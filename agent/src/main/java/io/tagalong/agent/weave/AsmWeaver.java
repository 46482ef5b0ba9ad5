package io.tagalong.agent.weave;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.rule.ProbeRule;
import io.tagalong.agent.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Weaves with the ASM that Byte Buddy carries, in two passes over the class: one that measures the
 * methods which have a rule, one that writes their calls.
 *
 * <p>No type of the class is looked up, since the frames of the new code need none; so no class is
 * loaded, whatever the loader. No field, method or type is added, so the class can be woven again
 * when it is loaded already. Methods without a rule are copied byte by byte. A class compiled for
 * Java 6 is raised to the version of Java 7, the first that has invokedynamic.
 */
final class AsmWeaver implements Weaver {
  /** Beyond this a handle for the call could not have all the slots as parameters. */
  private static final int MAX_PARAMETER_SLOTS = 200;

  private static final String BOOTSTRAP =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
          + "Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;";

  private final String dispatcher;
  private final Handle bootstrap;
  private final Log log;

  /**
   * @param dispatcher the class in {@code java.base}, or on the boot class path, that woven code
   *     calls
   * @param log gets what a user's rule cannot watch
   */
  AsmWeaver(Class<?> dispatcher, Log log) {
    this.log = log;
    this.dispatcher = dispatcher.getName().replace('.', '/');
    this.bootstrap =
        new Handle(Opcodes.H_INVOKESTATIC, this.dispatcher, "bootstrap", BOOTSTRAP, false);
  }

  @Override
  public byte @Nullable [] weave(byte[] classFile, List<Rule> rules, List<ProbeRule> probes) {
    ClassReader reader = new ClassReader(classFile);
    OldClass.refuseIfUnfit(reader);
    Measuring measuring = new Measuring(reader.getClassName(), rules, probes);
    reader.accept(measuring, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    report(measuring, reader.getClassName().replace('/', '.'));
    Map<String, WovenMethod> methods = measuring.methods;
    if (methods.isEmpty()) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Writing(writer, methods), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  private void report(Measuring measuring, String className) {
    for (String method : measuring.tooLong) {
      log.say(tooLong(className, method));
    }
    for (Rule rule : measuring.idle) {
      if (rule.ofUser() && rule.target().classNames().contains(className)) {
        log.say(
            rule.id()
                + " finds no method with code in "
                + className
                + " that is "
                + rule.target().signatures()
                + "; it records nothing there");
      }
    }
  }

  /** What there is to say of a method that does not {@link #fits fit}. */
  static String tooLong(String className, String method) {
    return className
        + "."
        + method
        + " has too many parameters to be watched; no call of it is recorded";
  }

  /** Whether a handle for the calls in a method can have all that the method hands over. */
  static boolean fits(String descriptor) {
    return Type.getArgumentsAndReturnSizes(descriptor) >> 2 <= MAX_PARAMETER_SLOTS;
  }

  /**
   * A bridge has none of its own: it calls the method that it stands for, which has the rule too.
   */
  static boolean hasCode(int access) {
    return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE)) == 0;
  }

  /** The first pass: finds the methods that have a rule. */
  private static final class Measuring extends ClassVisitor {
    private final String owner;
    private final List<Rule> rules;
    private final List<ProbeRule> probes;
    private final Map<String, WovenMethod> methods = new HashMap<>();

    /** Name and descriptor of methods with rules that are left as they are. */
    private final List<String> tooLong = new ArrayList<>();

    /** The rules that no method was met for. */
    private final Set<Rule> idle;

    Measuring(String owner, List<Rule> rules, List<ProbeRule> probes) {
      super(Opcodes.ASM9);
      this.owner = owner;
      this.rules = rules;
      this.probes = probes;
      this.idle = new LinkedHashSet<>(rules);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if (!hasCode(access)) {
        return null;
      }
      Calls calls = Calls.of(name, descriptor, rules, probes);
      if (calls.none()) {
        return null;
      }
      idle.removeIf(rule -> rule.target().matches(name, descriptor));
      if (!fits(descriptor)) {
        tooLong.add(name + descriptor);
        return null;
      }
      WovenMethod method = new WovenMethod(owner, access, name, descriptor, calls);
      methods.put(name + descriptor, method);
      return method.measuring();
    }
  }

  /** The second pass: puts the calls in. */
  private final class Writing extends ClassVisitor {
    private final Map<String, WovenMethod> methods;

    Writing(ClassVisitor next, Map<String, WovenMethod> methods) {
      super(Opcodes.ASM9, next);
      this.methods = methods;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      int raised = OldClass.isOld(version) ? Opcodes.V1_7 : version;
      super.visit(raised, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      WovenMethod method = methods.get(name + descriptor);
      return method == null ? next : new CallWriter(next, method, bootstrap, dispatcher);
    }
  }
}
