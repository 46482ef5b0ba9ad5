package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.DatagramSink;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Our agent beside other vendors', before and behind them on the command line. */
class NeighboursIT {
  private static final Map<String, Long> ALL_CALLS =
      Map.of(
          "statsig.check_gate.count{environment:production,name:new_checkout,value:true}", 200L,
          "statsig.check_gate.count{environment:production,name:off_gate,value:false}", 100L,
          "statsig.get_config.count{environment:production}", 100L,
          "statsig.get_experiment.count{environment:production,group:Test,name:button_exp}", 100L,
          "statsig.get_holdout.count{environment:production,name:global_holdout,value:false}", 300L,
          "statsig.get_layer.count{environment:production,name:checkout_layer}", 100L);

  /**
   * A vendor's agent, weaving what it always does, but sending nothing anywhere.
   *
   * @param sign the beginning of the names of classes that it loads when it is really at work
   * @param settings JVM flags; its agent's address has no listener, should one be overlooked
   */
  private record Neighbour(String jar, String sign, List<String> settings) {
    @Override
    public String toString() {
      return jar;
    }
  }

  private static final List<Neighbour> NEIGHBOURS =
      List.of(
          new Neighbour(
              "opentelemetry-javaagent",
              " io.opentelemetry.javaagent.instrumentation.",
              List.of(
                  "-Dotel.traces.exporter=none",
                  "-Dotel.metrics.exporter=none",
                  "-Dotel.logs.exporter=none")),
          new Neighbour(
              "dd-java-agent",
              " datadog.trace.instrumentation.",
              List.of(
                  "-Ddd.trace.agent.url=http://127.0.0.1:1",
                  "-Ddd.writer.type=TraceStructureWriter:" + unwanted(),
                  "-Ddd.instrumentation.telemetry.enabled=false",
                  "-Ddd.remote_configuration.enabled=false",
                  "-Ddd.jmxfetch.enabled=false",
                  "-Ddd.trace.startup.logs=false")));

  private static String unwanted() {
    return System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null";
  }

  static Stream<Arguments> neighboursInBothOrders() {
    return Jvm.all().stream()
        .flatMap(
            jvm ->
                NEIGHBOURS.stream()
                    .flatMap(
                        neighbour ->
                            Stream.of(true, false)
                                .map(first -> Arguments.of(jvm, neighbour, first))));
  }

  @ParameterizedTest(name = "{0}, {1}, ours first: {2}")
  @MethodSource("neighboursInBothOrders")
  void countsEveryCallBesideAnotherAgent(
      Jvm jvm, Neighbour neighbour, boolean oursFirst, @TempDir Path folder) throws Exception {
    Path loaded = folder.resolve("loaded.log");
    try (DatagramSink sidecar = new DatagramSink()) {
      List<String> agents = new ArrayList<>();
      agents.add("-javaagent:" + Artifacts.neighbour(neighbour.jar()));
      agents.add(oursFirst ? 0 : 1, Artifacts.agent("port=" + sidecar.port()));
      List<String> command = new ArrayList<>(agents);
      command.addAll(neighbour.settings());
      command.add("-Xlog:class+load:file=" + loaded);
      command.addAll(
          List.of(
              "-cp",
              Artifacts.statsigClassPath(),
              "io.tagalong.it.app.StatsigCalls",
              "sync",
              "-",
              "-"));

      JavaProcess.Result result = JavaProcess.run(jvm, Map.of(), command);
      sidecar.receiveAll();

      assertEquals(0, result.status(), result.err());
      assertEquals(
          "true false true {color=blue} Test checkout_layer", result.out().strip(), result.err());
      assertFalse(result.err().contains("[tagalong]"), result.err());
      assertEquals(ALL_CALLS, sidecar.counts("statsig."));
      assertTrue(Files.readString(loaded).contains(neighbour.sign()), "the neighbour is at work");
    }
  }
}
