package io.tagalong.sidecar;

import io.tagalong.sidecar.dogstatsd.Event;
import io.tagalong.sidecar.dogstatsd.ServiceCheck;
import io.tagalong.sidecar.encode.ChangeItem;
import io.tagalong.sidecar.encode.CheckItem;
import io.tagalong.sidecar.encode.EventItem;
import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.enrich.Attribution;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.webhook.FlagChange;
import io.tagalong.sidecar.webhook.LogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Gathers events, changes of flags, service checks and logs until the bucket ends. They are not
 * aggregated, so what a sender repeats leaves as often.
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
  private List<ChangeItem> changes = new ArrayList<>();
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

  /** Takes a change of a feature flag; false when there is no room for it. */
  boolean add(FlagChange change, long nowSeconds) {
    int texts = change.flag().length() + change.title().length() + change.text().length();
    if (!admit(texts, change.tags())) {
      return false;
    }
    Attribution attribution = enricher.attribute(change.tags(), null);
    changes.add(
        new ChangeItem(
            change.flag(),
            change.title(),
            change.text(),
            change.author(),
            List.of(),
            attribution.tags(),
            attribution.host(),
            Instant.ofEpochSecond(time(change.timestampSeconds(), nowSeconds)).toString()));
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
    long fields =
        log.attributes().entrySet().stream()
            .mapToLong(field -> field.getKey().length() + field.getValue().footprint())
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
            log.attributes()));
    return true;
  }

  /** Lets go of everything. */
  Notices take(long nowSeconds) {
    Notices taken = new Notices(nowSeconds, events, changes, checks, logs);
    events = new ArrayList<>();
    changes = new ArrayList<>();
    checks = new ArrayList<>();
    logs = new ArrayList<>();
    characters = 0;
    return taken;
  }

  private boolean admit(long textCharacters, List<String> tags) {
    long more = textCharacters + tags.stream().mapToLong(String::length).sum();
    if (events.size() + changes.size() + checks.size() + logs.size() == MAX_ITEMS
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
