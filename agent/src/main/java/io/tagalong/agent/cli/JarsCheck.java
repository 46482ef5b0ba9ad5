package io.tagalong.agent.cli;

import io.tagalong.agent.link.PathCheck;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.weave.Preview;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Holds rules against the classes of real jars: prints the methods that would be woven, and beneath
 * each the paths that would be read as null there.
 *
 * <p>The JVM loads the classes of those methods for that, and no code of them runs.
 */
final class JarsCheck {
  private final RuleBook book;
  private final ClassPath classPath;
  private final ClassPathLoader loader;
  private final PrintStream out;
  private final PrintStream err;
  private final Log log;
  private final Map<Rule, RuleInJars> rules = new LinkedHashMap<>();

  /**
   * @param out takes what would be woven
   * @param err takes the problems
   */
  JarsCheck(List<Rule> rules, ClassPath classPath, PrintStream out, PrintStream err) {
    this.book = new RuleBook(rules);
    this.classPath = classPath;
    this.loader = new ClassPathLoader(classPath.files());
    this.out = out;
    this.err = err;
    this.log = new Log(err);
    book.rules().forEach(rule -> this.rules.put(rule, new RuleInJars(rule)));
  }

  /**
   * Looks at every class that the rules mean.
   *
   * @return whether each rule meets a method, and each of its values has a path that leads
   *     somewhere
   * @throws IOException when a jar cannot be read
   */
  boolean run() throws IOException {
    for (Map.Entry<String, ClassFile> file : classPath.files().entrySet()) {
      String name = file.getKey();
      String className = name.substring(0, name.lastIndexOf('.')).replace('/', '.');
      if (book.classNames().contains(className) || !book.superTypes().isEmpty()) {
        checkClass(className, file.getValue().read());
      }
    }
    boolean well = true;
    for (RuleInJars rule : rules.values()) {
      List<String> problems = rule.problems();
      problems.forEach(err::println);
      well &= problems.isEmpty();
    }
    return well;
  }

  private void checkClass(String className, byte[] classFile) {
    for (Preview.Match match : matches(className, classFile)) {
      out.println(
          className + '.' + match.method() + match.descriptor() + " -> " + match.rule().id());
      checkMethod(className, match);
    }
  }

  private List<Preview.Match> matches(String className, byte[] classFile) {
    try {
      return Preview.of(loader, className, classFile, book, log);
    } catch (RuntimeException e) { // ASM makes nothing of the file.
      out.println(className + " cannot be looked at: " + Obstacle.of(e));
      return List.of();
    }
  }

  private void checkMethod(String className, Preview.Match match) {
    RuleInJars rule = Objects.requireNonNull(rules.get(match.rule()));
    try {
      PathCheck method = pathCheck(className, match);
      rule.meet(method, loader).forEach(line -> out.println("  " + line));
    } catch (ReflectiveOperationException | LinkageError | SecurityException e) {
      rule.meetUnknown();
      out.println("  its paths cannot be checked: " + Obstacle.of(e));
    }
  }

  private PathCheck pathCheck(String className, Preview.Match match)
      throws ReflectiveOperationException {
    return PathCheck.of(
        Class.forName(className, false, loader),
        match.method(),
        match.descriptor(),
        match.exitDescriptor(),
        match.thrownDescriptor(),
        book,
        log);
  }
}
