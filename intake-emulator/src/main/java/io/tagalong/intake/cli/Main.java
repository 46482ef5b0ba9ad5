package io.tagalong.intake.cli;

import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.http.KeyPolicy;
import io.tagalong.intake.tls.Credentials;
import io.tagalong.intake.tls.TlsProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
      "Ask a running emulator: GET /emulator/{metrics,events,checks,logs,dashboards,requests,",
      "violations,table,await,health}; DELETE /emulator forgets everything. Change it: POST and",
      "DELETE /emulator/faults, PUT and DELETE /emulator/clock, PUT /emulator/keys.",
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
      names = "--tls",
      paramLabel = "PROFILE",
      description =
          "Speak HTTPS with certificates made for this run: ${COMPLETION-CANDIDATES}"
              + " (default: ${DEFAULT-VALUE}).")
  private TlsProfile tls = TlsProfile.PLAIN;

  @Option(
      names = "--fault",
      paramLabel = "JSON",
      description =
          "A step of the fault script, as POST /emulator/faults takes it; may be repeated,"
              + " such as {\"fault\":\"reply\",\"status\":503,\"times\":3}.")
  private List<String> faults = List.of();

  @Option(
      names = "--now",
      paramLabel = "SECONDS",
      description = "Stop the clock at these seconds since the epoch (default: the real time).")
  private @Nullable Long nowSeconds;

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
            .withTls(tls)
            .withOnViolation(err::println);
    try (IntakeEmulator emulator = IntakeEmulator.start(settings)) {
      String mistake = prepare(emulator);
      if (!mistake.isEmpty()) {
        return badArgument(mistake);
      }
      out.println("intake emulator listening on " + emulator.uri());
      emulator.credentials().ifPresent(this::print);
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

  /** Sets clock and faults; returns what is wrong with the arguments, empty if nothing is. */
  private String prepare(IntakeEmulator emulator) {
    if (nowSeconds != null) {
      emulator.clock().stopAt(Instant.ofEpochSecond(nowSeconds));
    }
    for (String fault : faults) {
      try {
        emulator.levers().addFaults(fault);
      } catch (IllegalArgumentException e) {
        return "--fault %s: %s".formatted(fault, e.getMessage());
      }
    }
    return "";
  }

  private void print(Credentials credentials) {
    out.println("authority of its certificate: " + credentials.caFile());
    out.println(
        "certificate and key for a client: "
            + credentials.clientCertificateFile()
            + " "
            + credentials.clientKeyFile());
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
