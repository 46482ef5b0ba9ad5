package io.tagalong.sidecar.cli;

import io.tagalong.sidecar.config.NearestWord;
import io.tagalong.sidecar.config.Problem;
import io.tagalong.sidecar.config.Setting;
import io.tagalong.sidecar.config.SettingsReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command line's grammar, made from the table of settings: a flag for every setting that has
 * one, before or after the verb. {@code run} is the verb when none is named; {@code config} has
 * verbs of its own.
 */
final class Flags {

  private static final String RUN = "run";
  private static final String CONFIG = "config";
  private static final String CHECK = "check";
  private static final String SHOW = "show";
  private static final List<String> VERBS = List.of(RUN, CONFIG);

  /** What the program is asked to do. */
  enum Verb {
    RUN,
    CONFIG_CHECK,
    CONFIG_SHOW
  }

  /** What a command line said: its verb, texts of flags, and words that mean nothing. */
  record Parsed(Verb verb, Map<Setting, String> texts, List<Problem> problems) {}

  private Flags() {}

  static CommandLine commandLine(String version) {
    CommandSpec run = withFlags(CommandSpec.create(), version);
    run.usageMessage()
        .description(
            "Receives, aggregates and delivers until told to stop. The verb may be left out.");
    CommandSpec program = withFlags(CommandSpec.create().name("tagalong-sidecar"), version);
    program
        .usageMessage()
        .description("Receives DogStatsD, aggregates, and delivers to Datadog.")
        .footer(
            "",
            "A flag wins over its environment variable, that over the file (--config), where every"
                + " setting has the name of its variable in lower case without DD_ or TAGALONG_."
                + " These settings have no flag:",
            "",
            withoutFlag());
    program.addSubcommand(RUN, run);
    program.addSubcommand(CONFIG, config(version));
    return new CommandLine(program).setUnmatchedArgumentsAllowed(true);
  }

  private static CommandSpec config(String version) {
    CommandSpec check = withFlags(CommandSpec.create(), version);
    check
        .usageMessage()
        .description(
            "Names all problems of the settings and exits with 78, or with 0 if all is well.");
    CommandSpec show = withFlags(CommandSpec.create(), version);
    show.usageMessage()
        .description("Prints every setting that has a value, and where the value comes from.");
    CommandSpec config = withFlags(CommandSpec.create(), version);
    config.usageMessage().description("Looks at the settings without starting anything.");
    config.addSubcommand(CHECK, check);
    config.addSubcommand(SHOW, show);
    return config;
  }

  private static String withoutFlag() {
    return Arrays.stream(Setting.values())
        .filter(setting -> setting.flag().isEmpty())
        .map(
            setting ->
                "  %s%n      %s%s"
                    .formatted(
                        String.join(" or ", setting.variables()),
                        setting.description(),
                        fallback(setting)))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  static Parsed parsed(ParseResult result) {
    Map<Setting, String> texts = new EnumMap<>(Setting.class);
    List<Problem> problems = new ArrayList<>();
    List<CommandLine> lines = result.asCommandLineList();
    String verb = lines.get(lines.size() - 1).getCommandName();
    for (CommandLine line : lines) {
      ParseResult part = line.getParseResult();
      for (Setting setting : Setting.values()) {
        setting
            .flag()
            .filter(part::hasMatchedOption)
            .ifPresent(flag -> texts.put(setting, text(part, flag)));
      }
      problems.addAll(unknown(part.unmatched(), line));
    }
    if (verb.equals(CONFIG) && problems.isEmpty()) {
      problems.add(
          Problem.of("command line", "config needs a verb", "Known are " + CHECK + " and " + SHOW));
    }
    return new Parsed(verb(verb), texts, problems);
  }

  private static Verb verb(String name) {
    return switch (name) {
      case CHECK -> Verb.CONFIG_CHECK;
      case SHOW -> Verb.CONFIG_SHOW;
      default -> Verb.RUN;
    };
  }

  private static String text(ParseResult part, String flag) {
    return String.valueOf(part.<Object>matchedOptionValue(flag, ""));
  }

  private static CommandSpec withFlags(CommandSpec command, String version) {
    command.mixinStandardHelpOptions(true).version("tagalong-sidecar " + version);
    command.usageMessage().sortOptions(false).width(100);
    for (Setting setting : Setting.values()) {
      setting.flag().ifPresent(flag -> command.addOption(option(setting, flag)));
    }
    return command;
  }

  private static OptionSpec option(Setting setting, String flag) {
    OptionSpec.Builder option = OptionSpec.builder(flag).description(description(setting));
    return setting
        .placeholder()
        .map(placeholder -> option.arity("1").type(String.class).paramLabel(placeholder))
        .orElseGet(() -> option.arity("0").type(boolean.class))
        .build();
  }

  private static String description(Setting setting) {
    String variables = "environment " + String.join(" or ", setting.variables());
    return setting.description() + " (" + variables + fallback(setting) + ")";
  }

  private static String fallback(Setting setting) {
    return setting.defaultText().map(text -> ", default " + text).orElse("");
  }

  /** A word after an unknown flag is taken for its value, and not a problem of its own. */
  private static List<Problem> unknown(List<String> words, CommandLine command) {
    List<Problem> problems = new ArrayList<>();
    boolean afterFlag = false;
    for (String word : words) {
      boolean flag = word.startsWith("-");
      if (flag) {
        problems.add(unknownFlag(word.replaceFirst("=.*", "")));
      } else if (!afterFlag) {
        problems.add(unknownVerb(word, command));
      }
      afterFlag = flag;
    }
    return problems;
  }

  private static Problem unknownFlag(String flag) {
    List<String> known =
        Stream.concat(
                Arrays.stream(Setting.values()).flatMap(setting -> setting.flag().stream()),
                Stream.of("--help", "--version"))
            .toList();
    return new Problem(
        "flag " + flag,
        "there is no such flag",
        "Known are " + String.join(", ", known),
        NearestWord.to(flag, known));
  }

  private static Problem unknownVerb(String word, CommandLine command) {
    List<String> known = command.getCommandName().equals(CONFIG) ? List.of(CHECK, SHOW) : VERBS;
    return new Problem(
        "command line",
        "there is no verb " + SettingsReader.quoted(word),
        "Known are " + String.join(" and ", known),
        NearestWord.to(word, known));
  }
}
