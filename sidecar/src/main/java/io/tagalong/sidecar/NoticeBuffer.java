package io.tagalong.sidecar;

import io.tagalong.sidecar.dogstatsd.Event;
import io.tagalong.sidecar.dogstatsd.ServiceCheck;
import io.tagalong.sidecar.encode.CheckItem;
import io.tagalong.sidecar.encode.EventItem;
import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.enrich.Attribution;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.webhook.LogEntry;
import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Gathers events, service checks and logs until the bucket ends. They are not aggregated, so what a
 * sender repeats leaves as often.
 *
 * <p>Memory is bounded: at most {@value #MAX_ITEMS} of all together, and {@value #MAX_CHARACTERS}
 * characters in them. A pod that says more in ten seconds has a loop in it.
 *
 * <p>Threads: owned by the event loop.
 */
final class NoticeBuffer {
  static final int MAX_ITEMS = 4_000;
  static final int MAX_CHARACTERS = 2_000_000;

  private Enricher enricher;
  private List<EventItem> events = new ArrayList<>();
  private List<CheckItem> checks = new ArrayList<>();
  private List<LogItem> logs = new ArrayList<>();
  private long characters;

  NoticeBuffer(Enricher enricher) {
    this.enricher = enricher;
  }

  /** Applies other rules from now on. */
  void enrichWith(Enricher newEnricher) {
    enricher = newEnricher;
  }

  /** Takes an event; false when there is no room for it. */
  boolean add(Event event, long nowSeconds) {
    if (!admit(event.title().length() + event.text().length(), event.tags())) {
      return false;
    }
    Attribution attribution = enricher.attribute(event.tags(), event.hostname());
    events.add(
        new EventItem(
            event.title(),
            event.text(),
            time(event.timestampSeconds(), nowSeconds),
            attribution.host(),
            event.aggregationKey(),
            event.sourceTypeName(),
            event.priority().name().toLowerCase(Locale.ROOT),
            event.alertType().name().toLowerCase(Locale.ROOT),
            attribution.tags()));
    return true;
  }

  /** Takes a service check; false when there is no room for it. */
  boolean add(ServiceCheck check, long nowSeconds) {
    String message = Objects.requireNonNullElse(check.message(), "");
    if (!admit(check.name().length() + message.length(), check.tags())) {
      return false;
    }
    Attribution attribution = enricher.attribute(check.tags(), check.hostname());
    checks.add(
        new CheckItem(
            check.name(),
            attribution.host(),
            check.status(),
            time(check.timestampSeconds(), nowSeconds),
            check.message(),
            attribution.tags()));
    return true;
  }

  /** Takes an entry of the log; false when there is no room for it. */
  boolean add(LogEntry log, long nowMillis) {
    int fields =
        log.attributes().entrySet().stream()
            .mapToInt(field -> field.getKey().length() + field.getValue().length())
            .sum();
    if (!admit(log.message().length() + fields, log.tags())) {
      return false;
    }
    Attribution attribution = enricher.attribute(log.tags(), null);
    logs.add(
        new LogItem(
            log.message(),
            log.source(),
            String.join(",", attribution.tags()),
            attribution.host(),
            log.service(),
            log.status(),
            OptionalLong.of(nowMillis),
            fields(log)));
    return true;
  }

  private static Map<String, Node> fields(LogEntry log) {
    return log.attributes().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                field -> new Node.Scalar(Position.UNKNOWN, field.getValue(), true)));
  }

  /** Lets go of everything. */
  Notices take(long nowSeconds) {
    Notices taken = new Notices(nowSeconds, events, checks, logs);
    events = new ArrayList<>();
    checks = new ArrayList<>();
    logs = new ArrayList<>();
    characters = 0;
    return taken;
  }

  private boolean admit(int textCharacters, List<String> tags) {
    long more = textCharacters + tags.stream().mapToLong(String::length).sum();
    if (events.size() + checks.size() + logs.size() == MAX_ITEMS
        || characters + more > MAX_CHARACTERS) {
      return false;
    }
    characters += more;
    return true;
  }

  private static long time(long sentSeconds, long nowSeconds) {
    return sentSeconds == 0 ? nowSeconds : sentSeconds;
  }
}
