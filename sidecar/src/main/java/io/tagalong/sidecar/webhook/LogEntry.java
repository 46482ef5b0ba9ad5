package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.yaml.Node;
import java.util.List;
import java.util.Map;

/**
 * An entry for the log, as a webhook has it.
 *
 * @param status such as {@code error}
 * @param attributes further fields by name
 */
public record LogEntry(
    String message,
    String status,
    String service,
    String source,
    List<String> tags,
    Map<String, Node> attributes) {

  public LogEntry {
    tags = List.copyOf(tags);
    attributes = Map.copyOf(attributes);
  }
}
