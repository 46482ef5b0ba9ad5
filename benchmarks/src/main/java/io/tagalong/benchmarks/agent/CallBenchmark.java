package io.tagalong.benchmarks.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
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

  /** Timed with three tags. At this rate the buffer is full: most samples are counted as drops. */
  @Benchmark
  public boolean timed() {
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
