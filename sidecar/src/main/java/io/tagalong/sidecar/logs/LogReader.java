package io.tagalong.sidecar.logs;

import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.enrich.Attribution;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.http.Refusal;
import io.tagalong.sidecar.http.RefusedException;
import io.tagalong.sidecar.yaml.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads logs in the form of Datadog's API reference, "Send logs" (v2): an object or a list of them,
 * with a {@code message}. Everything is taken as it was sent. Added are the host, where none is
 * named; the time, as a delivery may be late; and the tags for everything, those of a service only
 * where there is no other.
 */
final class LogReader {
  /** The most logs of one request, by the same reference. */
  static final int MAX_LOGS = 1000;

  /** The names under which Datadog looks for the time of a log. */
  private static final List<String> TIMES =
      List.of("timestamp", "@timestamp", "date", "published_date", "syslog.timestamp", "eventTime");

  private final Enricher enricher;
  private final long nowMillis;

  LogReader(Enricher enricher, long nowMillis) {
    this.enricher = enricher;
    this.nowMillis = nowMillis;
  }

  /** All logs of a body; refused as a whole if one of them is none. */
  List<LogItem> read(Node body) throws RefusedException {
    List<Node> items = body instanceof Node.Items list ? list.items() : List.of(body);
    if (items.size() > MAX_LOGS) {
      throw new RefusedException(Refusal.BODY_TOO_LARGE);
    }
    List<LogItem> logs = new ArrayList<>(items.size());
    for (Node item : items) {
      logs.add(log(item));
    }
    return logs;
  }

  private LogItem log(Node item) throws RefusedException {
    Map<String, Node> fields = new LinkedHashMap<>();
    if (item instanceof Node.Fields object) {
      object.fields().forEach(field -> fields.put(field.name(), field.value()));
    }
    String message = text(fields, "message");
    if (message == null) {
      throw new RefusedException(Refusal.UNEXPECTED_SHAPE);
    }
    String service = text(fields, "service");
    Attribution attribution =
        enricher.attributeLog(tags(text(fields, "ddtags")), text(fields, "hostname"), service);
    boolean timed = TIMES.stream().anyMatch(fields::containsKey);
    return new LogItem(
        message,
        text(fields, "ddsource"),
        String.join(",", attribution.tags()),
        attribution.host(),
        service,
        text(fields, "status"),
        timed ? OptionalLong.empty() : OptionalLong.of(nowMillis),
        fields);
  }

  /** The tags of a text with commas between. */
  private static List<String> tags(@Nullable String ddtags) {
    return ddtags == null || ddtags.isEmpty() ? List.of() : Arrays.asList(ddtags.split(",", -1));
  }

  /** Takes a field out that is a text; null when it is absent. */
  private static @Nullable String text(Map<String, Node> fields, String name)
      throws RefusedException {
    Node value = fields.remove(name);
    if (value instanceof Node.Scalar scalar) {
      return scalar.text();
    }
    if (value == null || value instanceof Node.Nothing) {
      return null;
    }
    throw new RefusedException(Refusal.UNEXPECTED_SHAPE);
  }
}
