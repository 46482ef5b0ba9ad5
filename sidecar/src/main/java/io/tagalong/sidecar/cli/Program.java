package io.tagalong.sidecar.cli;

import io.tagalong.sidecar.Sidecar;
import io.tagalong.sidecar.Time;
import io.tagalong.sidecar.UnavailableException;
import io.tagalong.sidecar.config.Destination;
import io.tagalong.sidecar.config.InvalidSettingsException;
import io.tagalong.sidecar.config.LoadedSettings;
import io.tagalong.sidecar.config.Problem;
import io.tagalong.sidecar.config.Setting;
import io.tagalong.sidecar.config.SettingsSource;
import io.tagalong.sidecar.deliver.Endpoint;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The program without its process: environment and streams come in, an exit code goes out. On
 * standard output it writes what was asked for (help, version, the buckets of a dry run) and one
 * line when it is ready; everything else goes to standard error.
 *
 * @param time what the sidecar goes by
 * @param started told of the sidecar once that listens
 */
record Program(
    String version,
    Time time,
    Map<String, String> environment,
    PrintStream out,
    PrintStream err,
    Consumer<Sidecar> started) {

  /** Starts what the arguments ask for. With {@link ExitCode#OK} a sidecar may be left running. */
  int run(String... arguments) {
    CommandLine commandLine = Flags.commandLine(version);
    ParseResult parsed;
    try {
      parsed = commandLine.parseArgs(arguments);
    } catch (ParameterException unusable) {
      return refuse(List.of("command line: " + unusable.getMessage() + ". See --help."));
    }
    Optional<CommandLine> asked = helpAskedOf(parsed);
    if (asked.isPresent()) {
      print(asked.get());
      return ExitCode.OK;
    }
    return run(Flags.parsed(parsed));
  }

  private int run(Flags.Parsed flags) {
    List<Problem> problems = new ArrayList<>(flags.problems());
    SettingsSource source = new SettingsSource(environment, flags.texts(), this::machineName);
    try {
      LoadedSettings loaded = source.load();
      if (problems.isEmpty()) {
        return run(flags.verb(), source, loaded);
      }
    } catch (InvalidSettingsException invalid) {
      problems.addAll(invalid.problems());
    }
    return refuse(problems.stream().map(Problem::toString).toList());
  }

  private int run(Flags.Verb verb, SettingsSource source, LoadedSettings loaded) {
    loaded.warnings().forEach(err::println);
    return switch (verb) {
      case RUN -> start(source, loaded);
      case CONFIG_CHECK -> {
        out.println("The settings are valid.");
        yield ExitCode.OK;
      }
      case CONFIG_SHOW -> show(loaded.values());
    };
  }

  /** Three columns: the setting's key, its value, and where that comes from. */
  private int show(List<LoadedSettings.Value> values) {
    for (LoadedSettings.Value value : values) {
      out.printf("%s  %s  (%s)%n", name(value.setting()), value.text(), value.origin());
    }
    return ExitCode.OK;
  }

  /** The file itself has no key in it. */
  private static String name(Setting setting) {
    return setting.keys().stream().findFirst().orElse("config");
  }

  private int start(SettingsSource source, LoadedSettings loaded) {
    try {
      Sidecar sidecar = Sidecar.start(source, loaded, version, time, out, err);
      started.accept(sidecar);
      out.printf(
          "tagalong-sidecar listening on %s, delivering to %s every %d s%s%n",
          sidecar.urls().get(0),
          text(loaded.settings().destination()),
          loaded.settings().bucketSeconds(),
          furtherUrls(sidecar.urls()));
      return ExitCode.OK;
    } catch (UnavailableException unavailable) {
      err.println("tagalong-sidecar cannot start. " + unavailable.getMessage());
      return ExitCode.UNAVAILABLE;
    }
  }

  private int refuse(List<String> problems) {
    err.println(
        "tagalong-sidecar cannot start; "
            + (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
            + " with its settings:");
    problems.forEach(problem -> err.println("  " + problem));
    return ExitCode.CONFIGURATION;
  }

  private static Optional<CommandLine> helpAskedOf(ParseResult parsed) {
    return parsed.asCommandLineList().stream()
        .filter(line -> line.isUsageHelpRequested() || line.isVersionHelpRequested())
        .findFirst();
  }

  private void print(CommandLine asked) {
    if (asked.isVersionHelpRequested()) {
      asked.printVersionHelp(out);
    } else {
      asked.usage(out);
    }
  }

  /** After the delivery, so that whoever reads the line finds the first address up to a comma. */
  private static String furtherUrls(List<String> urls) {
    return urls.size() == 1
        ? ""
        : ", also listening on " + String.join(" and ", urls.subList(1, urls.size()));
  }

  private static String text(Destination destination) {
    return destination instanceof Destination.Intakes intakes
        ? intakes.endpoints().stream().map(Endpoint::name).collect(Collectors.joining(" and "))
        : "standard output (dry run)";
  }

  private String machineName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      err.println(
          "This machine does not know its name, so metrics carry the host localhost. Set"
              + " DD_HOSTNAME to change that.");
      return "localhost";
    }
  }
}
