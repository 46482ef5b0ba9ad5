package io.tagalong.agent.cli;

import io.tagalong.agent.config.InvalidOptionException;
import io.tagalong.agent.config.Options;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
          + "                                        the methods that it would watch\n"
          + "  rules schema                          the JSON Schema of rule files\n"
          + "As an agent: java -javaagent:tagalong-agent.jar=key=value,.. -jar application.jar\n";

  private Main() {}

  /**
   * Called by the entry, through reflection.
   *
   * @return the exit status
   */
  public static int run(String[] arguments) throws IOException {
    return run(List.of(arguments), System.out, System.err);
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) throws IOException {
    if (!arguments.isEmpty() && arguments.get(0).equals("config") && arguments.size() <= 2) {
      return config(arguments.size() == 2 ? arguments.get(1) : "", out, err);
    }
    if (arguments.equals(List.of("rules", "schema"))) {
      out.print(schema());
      return OK;
    }
    boolean check =
        arguments.size() >= 3 && arguments.subList(0, 2).equals(Arrays.asList("rules", "check"));
    if (check && arguments.size() == 3) {
      return RulesCheck.run(arguments.get(2), "", out, err);
    }
    if (check && arguments.size() == 5 && arguments.get(3).equals("--classpath")) {
      return RulesCheck.run(arguments.get(2), arguments.get(4), out, err);
    }
    err.print(HELP);
    return USAGE;
  }

  private static int config(String options, PrintStream out, PrintStream err) {
    try {
      out.print(Options.parse(options, System.getProperties(), System.getenv()).describe());
      return OK;
    } catch (InvalidOptionException e) {
      err.println(e.getMessage());
      return PROBLEMS;
    }
  }

  private static String schema() throws IOException {
    try (InputStream in = Main.class.getResourceAsStream("rules.schema.json")) {
      if (in == null) {
        throw new IOException("rules.schema.json is not in the agent jar; the jar is damaged");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
