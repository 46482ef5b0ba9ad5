package io.tagalong.sidecar.cli;

import io.tagalong.sidecar.config.NearestWord;
import io.tagalong.sidecar.config.Problem;
import io.tagalong.sidecar.config.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command line's grammar, made from the table of settings: a flag for every setting that has
 * one, before or after the verb. {@code run} is the verb when none is named.
 */
final class Flags {

  private static final String RUN = "run";

  /** What a command line said: texts of flags, and words that mean nothing. */
  record Parsed(Map<Setting, String> texts, List<Problem> problems) {}

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
            "A flag wins over its environment variable. These settings are read from environment"
                + " variables only:",
            "",
            withoutFlag());
    program.addSubcommand(RUN, run);
    return new CommandLine(program).setUnmatchedArgumentsAllowed(true);
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
    for (CommandLine line : result.asCommandLineList()) {
      ParseResult part = line.getParseResult();
      for (Setting setting : Setting.values()) {
        setting
            .flag()
            .filter(part::hasMatchedOption)
            .ifPresent(flag -> texts.put(setting, text(part, flag)));
      }
      problems.addAll(unknown(part.unmatched()));
    }
    return new Parsed(texts, problems);
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
  private static List<Problem> unknown(List<String> words) {
    List<Problem> problems = new ArrayList<>();
    boolean afterFlag = false;
    for (String word : words) {
      boolean flag = word.startsWith("-");
      if (flag) {
        problems.add(unknownFlag(word.replaceFirst("=.*", "")));
      } else if (!afterFlag) {
        problems.add(unknownVerb(word));
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

  private static Problem unknownVerb(String word) {
    Optional<String> nearest = NearestWord.to(word, List.of(RUN));
    return new Problem(
        "command line", "there is no verb \"" + word + '"', "Known is " + RUN, nearest);
  }
}
