package io.tagalong.benchmarks.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same call without a rule, and with rules of several kinds. To be run by {@link CallTable},
 * which starts these JVMs with the agent: started alone, they measure the bare call, and {@code
 * off} fails.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CallBenchmark {
  /** The system property with the path of the rule file. */
  static final String RULES = "tagalong.bench.rules";

  private static final int MANY = 8;

  /** Half of what a distribution's buffer holds between two looks of the flush thread. */
  private static final int BURST = 4_000;

  /** What all threads of a benchmark add to. */
  @State(Scope.Benchmark)
  public static class Shared {
    private final LongAdder adder = new LongAdder();
  }

  /** Switches all recording off by the rule file, which the agent reads again once a second. */
  @State(Scope.Benchmark)
  public static class SwitchedOff {
    private final Path file = Path.of(System.getProperty(RULES, ""));
    private String rules = "";

    /** Lets the call be woven and linked before. */
    @Setup
    public void switchOff() throws IOException {
      Gates gates = new Gates("production");
      gates.off(gates.nextName());
      rules = Files.readString(file);
      Files.writeString(file, "enabled: false\n" + rules);
    }

    /** The next JVM reads the same file. */
    @TearDown
    public void switchOn() throws IOException {
      Files.writeString(file, rules);
    }
  }

  /** Gives the flush thread the time to empty the buffer, at ten looks a second. */
  @State(Scope.Benchmark)
  public static class Pause {
    @Setup(Level.Invocation)
    public void rest() throws InterruptedException {
      Thread.sleep(250);
    }
  }

  private final Gates gates = new Gates("production");

  /** The call alone. */
  @Benchmark
  public boolean plain() {
    return gates.plain(gates.nextName());
  }

  /** Woven, and then switched off. */
  @Benchmark
  public boolean off(SwitchedOff state) {
    return gates.off(gates.nextName());
  }

  /** Counted with three tags. */
  @Benchmark
  public boolean counted() {
    return gates.counted(gates.nextName());
  }

  /** Timed with three tags, as many calls at a time as the buffer takes: no sample is dropped. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OperationsPerInvocation(BURST)
  @Warmup(iterations = 40)
  @Measurement(iterations = 40)
  public int timed(Pause pause) {
    int passed = 0;
    for (int i = 0; i < BURST; i++) {
      passed += gates.timed(gates.nextName()) ? 1 : 0;
    }
    return passed;
  }

  /** Timed without a pause: the buffer is full, and most samples are counted as drops. */
  @Benchmark
  public boolean timedInFlood() {
    return gates.timed(gates.nextName());
  }

  /** Many threads call without a rule, and count on one adder by themselves. */
  @Benchmark
  @Threads(MANY)
  public boolean manyAdding(Shared shared) {
    boolean value = gates.plain("gate_0");
    shared.adder.increment();
    return value;
  }

  /** Many threads are counted in one cell. */
  @Benchmark
  @Threads(MANY)
  public boolean manyCounted() {
    return gates.counted("gate_0");
  }
}
