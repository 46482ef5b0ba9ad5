package io.tagalong.agent.framework;

import io.tagalong.agent.json.JsonPaths;
import io.tagalong.agent.llm.Gateways;
import io.tagalong.agent.llm.LlmRecorder;
import io.tagalong.agent.llm.Prices;
import io.tagalong.agent.probe.Recorder;
import io.tagalong.agent.record.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Retries whose requests to {@code gateway.example} are told as the messages of their logs. */
final class RecordedRequests {
  private final List<String> logs = new ArrayList<>();

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
              logs::add));

  /** What was recorded so far, without the latency. */
  List<String> messages() {
    List<String> messages = new ArrayList<>();
    for (String log : logs) {
      String message = Objects.requireNonNull(JsonPaths.of("message").in(log).text("message"));
      messages.add(message.replaceFirst(" latency=\\d+ms", ""));
    }
    return messages;
  }
}
