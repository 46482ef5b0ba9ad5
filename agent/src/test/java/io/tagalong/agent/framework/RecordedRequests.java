package io.tagalong.agent.framework;

import io.tagalong.agent.json.JsonPaths;
import io.tagalong.agent.llm.Gateways;
import io.tagalong.agent.llm.LlmRecorder;
import io.tagalong.agent.llm.Prices;
import io.tagalong.agent.model.ModelEndpoint;
import io.tagalong.agent.probe.Recorder;
import io.tagalong.agent.probe.SteppedTime;
import io.tagalong.agent.record.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Retries whose requests to {@code gateway.example} are recorded as logs, in a test's own time. */
final class RecordedRequests {
  private final List<String> logs = new ArrayList<>();

  final SteppedTime time = new SteppedTime();

  final ModelEndpoint endpoint =
      Objects.requireNonNull(ModelEndpoint.at("https://gateway.example/v1/chat/completions"));

  final Retries retries =
      new Retries(
          new LlmRecorder(
              "prism.gateway",
              false,
              new Gateways(List.of("gateway.example"), false),
              Prices.shipped(),
              new Recorder(new Tables()),
              logs::add),
          time::stopwatch);

  /** The messages of the logs so far. */
  List<String> messages() {
    return read("message");
  }

  /**
   * What each log so far says.
   *
   * @param path of a text that all have
   */
  List<String> read(String path) {
    JsonPaths paths = JsonPaths.of(path);
    List<String> texts = new ArrayList<>();
    for (String log : logs) {
      texts.add(Objects.requireNonNull(paths.in(log).text(path), log));
    }
    return texts;
  }
}
