package io.tagalong.sidecar.backfill;

import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.enrich.Attribution;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.json.JsonReader;
import io.tagalong.sidecar.json.UnusableJsonException;
import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.Position;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Makes logs of requests to an LLM gateway, in the words of Future AGI's integration with Datadog.
 * Only attributes that it names are passed on: neither prompts, answers nor texts of errors, which
 * may repeat a prompt.
 *
 * @param source what the logs say they come from
 * @param enricher knows the host and the tags for everything
 */
public record GatewayLogs(String source, String service, Enricher enricher) {
  private static final List<String> ATTRIBUTES =
      List.of(
          "request_id",
          "model",
          "provider",
          "resolved_model",
          "latency_ms",
          "input_tokens",
          "output_tokens",
          "total_tokens",
          "cost",
          "status_code",
          "is_stream",
          "is_error",
          "error_type",
          "cache_hit",
          "fallback_used",
          "guardrail_triggered",
          "started_at");

  /** The log of one line, in UTF-8. */
  LogItem read(byte[] line) throws SkippedException {
    GatewayRequest request = new GatewayRequest(fields(line));
    if (!request.counts()) {
      throw new SkippedException(Skip.NO_REQUEST);
    }
    OptionalLong millis = request.startedMillis();
    if (millis.isEmpty()) {
      throw new SkippedException(Skip.NO_TIME);
    }
    Attribution attribution = enricher.attributeLog(request.tags(), null, service);
    return new LogItem(
        request.message(),
        source,
        String.join(",", attribution.tags()),
        attribution.host(),
        service,
        request.failed() ? "error" : "info",
        millis,
        Map.of("attributes", attributes(request)));
  }

  private static Node.Fields fields(byte[] line) throws SkippedException {
    try {
      if (JsonReader.read(new ByteArrayInputStream(line)) instanceof Node.Fields fields) {
        return fields;
      }
      throw new SkippedException(Skip.NO_REQUEST);
    } catch (UnusableJsonException | IOException malformed) {
      // The bytes are in memory: only their decoding fails, and that is the line's fault.
      throw new SkippedException(Skip.NOT_JSON);
    }
  }

  private static Node attributes(GatewayRequest request) {
    List<Node.Field> attributes = new ArrayList<>();
    for (String name : ATTRIBUTES) {
      request
          .scalar(name)
          .ifPresent(value -> attributes.add(new Node.Field(Position.UNKNOWN, name, value)));
    }
    return new Node.Fields(Position.UNKNOWN, attributes);
  }
}
