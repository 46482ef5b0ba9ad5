package io.tagalong.agent.cli;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rulefile.RuleFile;
import io.tagalong.agent.rulefile.RuleFileReader;
import io.tagalong.agent.rulefile.UserRules;
import io.tagalong.agent.yaml.Problem;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code rules check}: the problems of rule files, by themselves and with the jars they are for.
 */
final class RulesCheck {
  private final Options options;
  private final PrintStream out;
  private final PrintStream err;
  private final List<Rule> rules = new ArrayList<>();
  private int problems;
  private boolean enabled = true;

  /**
   * @param options what {@code option["name"]} in the rules goes by
   */
  RulesCheck(Options options, PrintStream out, PrintStream err) {
    this.options = options;
    this.out = out;
    this.err = err;
  }

  /**
   * Checks a file, or all {@code *.yaml} of a folder.
   *
   * @param classPath jars and folders, separated as in a class path; empty for none
   * @return whether all is well
   */
  boolean run(File path, String classPath) {
    if (!path.canRead()) {
      err.println("cannot read " + path + "; give the path of a rule file, or of a folder of them");
      return false;
    }
    List<File> files = UserRules.files(path);
    if (files.isEmpty()) {
      err.println("there is no *.yaml in " + path + "; the agent reads no other files of a folder");
      return false;
    }
    files.forEach(this::read);
    if (rules.isEmpty() && problems == 0 && enabled) {
      err.println(path + " has no rules; begin their list with 'rules:'");
      return false;
    }
    out.println(number(rules.size(), "rule") + " can be used, " + number(problems, "problem"));
    return holdsAgainst(classPath) && problems == 0;
  }

  private void read(File file) {
    try {
      RuleFile read = RuleFileReader.read(file.getPath(), UserRules.text(file), options);
      for (Problem problem : read.problems()) {
        report(problem.toString());
      }
      rules.addAll(read.rules());
      enabled &= read.enabled();
    } catch (IOException e) {
      report("cannot read " + file + " (" + e.getMessage() + ")");
    }
  }

  private void report(String problem) {
    err.println(problem);
    problems++;
  }

  private boolean holdsAgainst(String jars) {
    if (jars.isEmpty()) {
      return true;
    }
    try (ClassPath classPath = ClassPath.open(jars)) {
      return new JarsCheck(rules, classPath, out, err).run();
    } catch (IOException e) {
      err.println("cannot read " + e.getMessage() + "; --classpath takes jars and folders");
      return false;
    }
  }

  private static String number(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
