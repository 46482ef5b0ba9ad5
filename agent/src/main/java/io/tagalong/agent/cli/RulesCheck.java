package io.tagalong.agent.cli;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.RuleBook;
import io.tagalong.agent.rulefile.Problem;
import io.tagalong.agent.rulefile.RuleFile;
import io.tagalong.agent.rulefile.RuleFileReader;
import io.tagalong.agent.weave.Preview;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The problems of a rule file, and the methods in real jars that it would watch. No class of the
 * jars is loaded; their files are read.
 */
final class RulesCheck {
  private static final String CLASS_FILE = ".class";

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
    this.unused = new HashSet<>(book.rules());
  }

  /**
   * Checks a file.
   *
   * @param classPath jars, separated as in a class path; empty for none
   * @return 0 when all is well, 1 for problems
   */
  static int run(String file, String classPath, PrintStream out, PrintStream err)
      throws IOException {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      err.println("cannot read " + file + "; give the path of a rule file");
      return Main.PROBLEMS;
    }
    RuleFile read =
        RuleFileReader.read(
            file, Files.readString(path, StandardCharsets.UTF_8), Options.standard());
    for (Problem problem : read.problems()) {
      err.println(problem);
    }
    out.println(
        read.rules().size() + " rules can be used, " + read.problems().size() + " problems");
    boolean well = read.problems().isEmpty();
    if (!classPath.isEmpty()) {
      well &= new RulesCheck(read.rules(), out, err).preview(classPath);
    }
    return well ? Main.OK : Main.PROBLEMS;
  }

  /** Prints what would be woven; whether every rule found a method. */
  private boolean preview(String classPath) throws IOException {
    List<URL> urls = new ArrayList<>();
    List<String> jars = List.of(classPath.split(File.pathSeparator, -1));
    for (String jar : jars) {
      urls.add(Path.of(jar).toUri().toURL());
    }
    try (URLClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]))) {
      for (String jar : jars) {
        previewJar(jar, loader);
      }
    }
    for (Rule rule : unused) {
      err.println(rule.id() + " finds no method in these jars: " + rule.target());
    }
    return unused.isEmpty();
  }

  private void previewJar(String name, ClassLoader loader) throws IOException {
    try (JarFile jar = new JarFile(name)) {
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        String file = entry.getName();
        if (file.endsWith(CLASS_FILE) && !file.startsWith("META-INF/")) {
          String path = file.substring(0, file.length() - CLASS_FILE.length());
          String className = path.replace('/', '.');
          if (mayBeWatched(className)) {
            previewClass(className, jar.getInputStream(entry).readAllBytes(), loader);
          }
        }
      }
    }
  }

  /** What a class is a subtype of is known by its file alone. */
  private boolean mayBeWatched(String className) {
    return book.classNames().contains(className) || !book.superTypes().isEmpty();
  }

  private void previewClass(String className, byte[] classFile, ClassLoader loader) {
    for (Preview.Match match : Preview.of(loader, className, classFile, book, log)) {
      unused.remove(match.rule());
      out.println(className + "." + match.method() + " -> " + match.rule().id());
    }
  }
}
