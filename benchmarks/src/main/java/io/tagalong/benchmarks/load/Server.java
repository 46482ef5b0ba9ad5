package io.tagalong.benchmarks.load;

import io.tagalong.benchmarks.machine.ProcessFigures;
import io.tagalong.benchmarks.machine.Program;
import io.tagalong.benchmarks.machine.UdpSocket;
import io.tagalong.benchmarks.machine.UnusableMachineException;
import io.tagalong.benchmarks.payload.Payload;
import io.tagalong.benchmarks.payload.Totals;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A running DogStatsD server, ours or another, that can be put under load. */
final class Server implements AutoCloseable {
  private static final Pattern SENT = Pattern.compile("(?m)^sent (\\d+)$");
  private static final Duration EMPTY_FOR = Duration.ofMillis(200);

  private final String name;
  private final Program program;
  private final int port;
  private final Lab lab;

  Server(String name, Program program, int port, Lab lab) {
    this.name = name;
    this.program = program;
    this.port = port;
    this.lab = lab;
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  Program program() {
    return program;
  }

  /** Sends the load, waits until the server has read it, and gives what that took. */
  Measurement measure(Load load) throws IOException, InterruptedException {
    return measure(load, () -> {});
  }

  /**
   * @param everySecond runs once a second while the load lasts
   */
  Measurement measure(Load load, Runnable everySecond) throws IOException, InterruptedException {
    ProcessFigures figures = program.figures();
    double cpuBefore = figures.cpuSeconds();
    long droppedBefore = UdpSocket.at(port).dropped();
    long begin = System.nanoTime();
    Totals sent;
    try (Program sender = lab.startSender(port, load)) {
      while (!sender.endsWithin(Duration.ofSeconds(1))) {
        everySecond.run();
      }
      sent = sent(load.payloads(), sender.awaitEnd());
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (program.endsWithin(Duration.ZERO)) {
      throw new UnusableMachineException(
          name + " ended under the load; its output:\n" + program.output());
    }
    awaitEmptyQueue();
    return new Measurement(
        sent,
        UdpSocket.at(port).dropped() - droppedBefore,
        figures.cpuSeconds() - cpuBefore,
        seconds,
        ProcessFigures.loadAverage());
  }

  /** Puts the server under a light load, so that what follows is not its first second. */
  Measurement warmUp(Payload payload, double seconds) throws IOException, InterruptedException {
    return measure(Load.atRate(payload, 20_000, seconds));
  }

  private static Totals sent(List<Payload> payloads, String output) {
    List<Long> counts =
        SENT.matcher(output)
            .results()
            .map((MatchResult found) -> Long.parseLong(found.group(1)))
            .toList();
    Totals sent = Totals.NONE;
    for (int i = 0; i < payloads.size(); i++) {
      sent = sent.plus(payloads.get(i).after(counts.get(i)));
    }
    return sent;
  }

  private void awaitEmptyQueue() throws InterruptedException {
    while (UdpSocket.at(port).queuedBytes() > 0) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    TimeUnit.MILLISECONDS.sleep(EMPTY_FOR.toMillis()); // what was read last has to be counted, too
  }

  /** Ends the server as Kubernetes would. */
  @Override
  public void close() {
    program.close();
  }
}
