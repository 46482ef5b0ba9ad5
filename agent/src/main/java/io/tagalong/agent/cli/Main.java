package io.tagalong.agent.cli;

import io.tagalong.agent.config.InvalidOptionException;
import io.tagalong.agent.config.Options;
import io.tagalong.agent.rulefile.Packs;
import io.tagalong.agent.yaml.NearestWord;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The verbs of {@code java -jar tagalong-agent.jar}. */
public final class Main {
  static final int OK = 0;
  static final int PROBLEMS = 1;

  /** Of sysexits.h: the command was used wrongly. */
  static final int USAGE = 64;

  private static final String HELP =
      "usage: java -jar tagalong-agent.jar VERB\n"
          + "  config [key=value,..]                 every setting, its value and its origin\n"
          + "  rules check FILE [--classpath JARS]   the problems of a rule file or a folder of\n"
          + "                                        them, and with jars or folders of classes\n"
          + "                                        the methods that it would watch, and what\n"
          + "                                        it could not read there\n"
          + "  rules schema                          the JSON Schema of rule files\n"
          + "  --help, --version\n"
          + "As an agent: java -javaagent:tagalong-agent.jar=key=value,.. -jar application.jar\n";

  private final PrintStream out;
  private final PrintStream err;

  private Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Called by the entry, through reflection.
   *
   * @return the exit status
   */
  public static int run(String[] arguments) throws IOException {
    return run(List.of(arguments), System.out, System.err);
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) throws IOException {
    Main main = new Main(out, err);
    try {
      return main.run(arguments);
    } catch (InvalidOptionException e) {
      err.println(e.getMessage());
      return PROBLEMS;
    }
  }

  private int run(List<String> words) throws IOException, InvalidOptionException {
    String verb = words.isEmpty() ? "" : words.get(0);
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    switch (verb) {
      case "config":
        return config(rest);
      case "rules":
        return rules(rest);
      case "--help":
      case "-h":
        out.print(HELP);
        return OK;
      case "--version":
        out.println(JarVersion.get());
        return OK;
      case "":
        return misused("there is no verb");
      default:
        return misused(unknown("verb", verb, "config", "rules", "--help", "--version"));
    }
  }

  private int config(List<String> words) throws IOException, InvalidOptionException {
    if (words.size() > 1) {
      return misused("config takes one list of options, with commas between them");
    }
    Options options = options(words.isEmpty() ? "" : words.get(0));
    new Packs(options); // Refuses the name of a pack that there is not.
    out.print(options.describe());
    return OK;
  }

  private int rules(List<String> words) throws IOException, InvalidOptionException {
    String verb = words.isEmpty() ? "" : words.get(0);
    switch (verb) {
      case "check":
        return rulesCheck(words.subList(1, words.size()));
      case "schema":
        return rulesSchema(words.subList(1, words.size()));
      case "":
        return misused("rules takes one of check, schema");
      default:
        return misused(unknown("verb of rules", verb, "check", "schema"));
    }
  }

  private int rulesCheck(List<String> words) throws InvalidOptionException {
    if (words.isEmpty()) {
      return misused("rules check needs a file or a folder");
    }
    if (words.size() > 1 && !words.get(1).equals("--classpath")) {
      return misused(unknown("word", words.get(1), "--classpath"));
    }
    if (words.size() == 2) {
      return misused("--classpath needs jars or folders");
    }
    if (words.size() > 3) {
      return misused(
          "'"
              + words.get(3)
              + "' is too much; jars have '"
              + File.pathSeparator
              + "' between them");
    }
    String classPath = words.size() == 3 ? words.get(2) : "";
    boolean well = new RulesCheck(options(""), out, err).run(new File(words.get(0)), classPath);
    return well ? OK : PROBLEMS;
  }

  private int rulesSchema(List<String> words) throws IOException {
    if (!words.isEmpty()) {
      return misused("rules schema takes no more words");
    }
    try (InputStream in = Main.class.getResourceAsStream("rules.schema.json")) {
      if (in == null) {
        throw new IOException("rules.schema.json is not in the agent jar; the jar is damaged");
      }
      out.print(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return OK;
    }
  }

  private static Options options(String given) throws InvalidOptionException {
    return Options.parse(given, System.getProperties(), System.getenv());
  }

  private static String unknown(String what, String word, String... known) {
    return "unknown " + what + " '" + word + "'" + NearestWord.hint(word, List.of(known));
  }

  private int misused(String reason) {
    err.println(reason);
    err.print(HELP);
    return USAGE;
  }
}
