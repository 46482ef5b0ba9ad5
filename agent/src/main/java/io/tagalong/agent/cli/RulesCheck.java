package io.tagalong.agent.cli;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rulefile.RuleFile;
import io.tagalong.agent.rulefile.RuleFileReader;
import io.tagalong.agent.rulefile.UserRules;
import io.tagalong.agent.weave.Preview;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The problems of rule files, and the methods in real jars that they would watch. No class of the
 * jars is loaded; their files are read.
 */
final class RulesCheck {
  private final PrintStream out;
  private final PrintStream err;
  private final Log log;
  private final RuleBook book;
  private final Set<Rule> unused;

  private RulesCheck(List<Rule> rules, PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
    this.log = new Log(err);
    this.book = new RuleBook(rules);
    this.unused = new LinkedHashSet<>(book.rules());
  }

  /**
   * Checks a file, or all {@code *.yaml} of a folder.
   *
   * @param classPath jars and folders, separated as in a class path; empty for none
   * @return 0 when all is well, 1 for problems
   */
  static int run(String file, String classPath, PrintStream out, PrintStream err)
      throws IOException {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      err.println("cannot read " + file + "; give the path of a rule file, or of a folder of them");
      return Main.PROBLEMS;
    }
    List<Rule> rules = new ArrayList<>();
    int problems = 0;
    for (File each : UserRules.files(path.toFile())) {
      String text = Files.readString(each.toPath(), StandardCharsets.UTF_8);
      RuleFile read = RuleFileReader.read(each.getPath(), text, Options.defaults());
      read.problems().forEach(err::println);
      problems += read.problems().size();
      rules.addAll(read.rules());
    }
    out.println(rules.size() + " rules can be used, " + problems + " problems");
    boolean well = problems == 0;
    if (!classPath.isEmpty()) {
      well &= new RulesCheck(rules, out, err).preview(classPath);
    }
    return well ? Main.OK : Main.PROBLEMS;
  }

  /** Prints what would be woven; whether every rule found a method. */
  private boolean preview(String text) {
    try (ClassPath classPath = ClassPath.open(text)) {
      ClassLoader loader = classPath.loader();
      for (Map.Entry<String, ClassPath.Content> file : classPath.contents().entrySet()) {
        previewClass(file.getKey(), file.getValue(), loader);
      }
    } catch (IOException e) {
      err.println("cannot read " + e.getMessage() + "; --classpath takes jars and folders");
      return false;
    }
    for (Rule rule : unused) {
      err.println(rule.id() + " finds no method in these jars: " + rule.target());
    }
    return unused.isEmpty();
  }

  private void previewClass(String file, ClassPath.Content content, ClassLoader loader)
      throws IOException {
    String className = file.substring(0, file.lastIndexOf('.')).replace('/', '.');
    if (book.classNames().contains(className) || !book.superTypes().isEmpty()) {
      for (Preview.Match match : Preview.of(loader, className, content.read(), book, log)) {
        unused.remove(match.rule());
        out.println(className + "." + match.method() + " -> " + match.rule().id());
      }
    }
  }
}
