package io.tagalong.intake.cli;

import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.http.KeyPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: starts an emulator and prints what arrives until it is told to stop. */
@Command(
    name = "tagalong-intake-emulator",
    description = "A strict stand-in for Datadog's intake: checks every body and shows the result.",
    mixinStandardHelpOptions = true,
    versionProvider = JarVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Ask a running emulator: GET /emulator/{metrics,violations,requests,table,health};"
          + " DELETE /emulator forgets everything.",
      "Exit codes: 0 done, 2 bad arguments, 69 the address cannot be listened on."
    })
public final class Main implements Callable<Integer> {
  /** EX_UNAVAILABLE of sysexits.h. */
  private static final int EXIT_CANNOT_LISTEN = 69;

  private static final int MAX_PORT = 65_535;

  private final PrintWriter out;
  private final PrintWriter err;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "TCP port; 0 takes any free one (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String bind = "127.0.0.1";

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "Accept this key; may be repeated (default: any 32 lower-case hex digits).")
  private List<String> apiKeys = List.of();

  @Option(
      names = "--table-seconds",
      paramLabel = "SECONDS",
      description =
          "Print the table at most this often, when data arrived; 0 = never"
              + " (default: ${DEFAULT-VALUE}).")
  private int tableSeconds = 10;

  Main(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
    PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    System.exit(run(out, err, args));
  }

  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Main(out, err)).setOut(out).setErr(err).execute(args);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > MAX_PORT) {
      return badArgument("--port must be from 0 to " + MAX_PORT + ", not " + port);
    }
    if (tableSeconds < 0) {
      return badArgument("--table-seconds must be 0 (never) or more, not " + tableSeconds);
    }
    InetSocketAddress address = new InetSocketAddress(bind, port);
    EmulatorSettings settings =
        EmulatorSettings.defaults()
            .withAddress(address)
            .withKeys(
                apiKeys.isEmpty()
                    ? KeyPolicy.anyWellFormed()
                    : KeyPolicy.only(apiKeys.toArray(String[]::new)))
            .withOnViolation(err::println);
    try (IntakeEmulator emulator = IntakeEmulator.start(settings)) {
      out.println("intake emulator listening on " + emulator.uri());
      out.flush();
      printUntilStopped(new TablePrinter(emulator, out));
      return CommandLine.ExitCode.OK;
    } catch (IOException e) {
      err.printf(
          "cannot listen on %s:%d (%s): stop the process that holds the port, or choose another"
              + " --port (0 takes any free one) or --bind%n",
          bind, port, e.getMessage());
      return EXIT_CANNOT_LISTEN;
    }
  }

  private int badArgument(String message) {
    err.println(message);
    return CommandLine.ExitCode.USAGE;
  }

  private void printUntilStopped(TablePrinter table) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    if (tableSeconds == 0) {
      stopped.await();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(table::print, "tagalong-intake-shutdown"));
    while (!stopped.await(tableSeconds, TimeUnit.SECONDS)) {
      table.printIfChanged();
    }
  }
}
