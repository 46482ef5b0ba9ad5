package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.backfill.Progress;
import io.tagalong.sidecar.deliver.DeliveryFigures;
import io.tagalong.sidecar.encode.BodyKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Connections as the API shows them. No key is among it, nor any part of one. */
final class ConnectionJson {
  private ConnectionJson() {}

  static Map<String, @Nullable Object> of(View view) {
    Profile profile = view.profile();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", profile.id());
    json.put("name", profile.name());
    json.put("site", profile.site().domain());
    profile.address().ifPresent(address -> json.put("dd_url", address.toString()));
    json.put("status", view.status().word());
    json.put("action", view.status().action());
    json.put("error", view.error().isEmpty() ? null : view.error());
    json.put("api_key", profile.apiKey().words());
    json.put("application_key", profile.applicationKey().map(KeyPlace::words).orElse(null));
    json.put("sync_interval_minutes", profile.intervalMinutes());
    json.put("historical_data", ProfileReader.word(profile.historicalData()));
    json.put("created", time(profile.createdSeconds()));
    json.put("next_sync", view.nextSyncSeconds().map(ConnectionJson::time).orElse(null));
    json.put("last_sync", view.lastSync().map(ConnectionJson::of).orElse(null));
    json.put("waiting", waiting(view));
    json.put("dropped", dropped(view.figures()));
    json.put("backfill", view.backfill().map(ConnectionJson::of).orElse(null));
    return json;
  }

  static Map<String, @Nullable Object> of(Sync sync) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("trigger", ProfileReader.word(sync.trigger()));
    json.put("status", sync.succeeded() ? "succeeded" : "failed");
    json.put("error", sync.succeeded() ? null : sync.error());
    json.put("started", time(sync.startedSeconds()));
    json.put("ended", time(sync.endedSeconds()));
    json.put("window", Map.of("from", time(sync.fromSeconds()), "to", time(sync.toSeconds())));
    json.put("logs", sync.logs());
    json.put("series", sync.series());
    json.put("sketches", sync.sketches());
    json.put("bytes", sync.bytes());
    return json;
  }

  private static Map<String, Object> of(PastRequests.Report report) {
    Progress progress = report.progress();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", report.file());
    json.put("state", ProfileReader.word(progress.state()));
    json.put("percent", progress.percent());
    json.put("position", progress.position());
    json.put("bytes", progress.fileBytes());
    json.put("read", progress.read());
    json.put("sent", progress.sent());
    Map<String, Long> skipped = new TreeMap<>();
    progress.skipped().forEach((reason, lines) -> skipped.put(ProfileReader.word(reason), lines));
    json.put("skipped", skipped);
    if (!progress.failure().isEmpty()) {
      json.put("error", progress.failure());
    }
    return json;
  }

  /** What is kept for a later sync, in items, the open window's metrics aside. */
  private static Map<String, Long> waiting(View view) {
    Map<String, Long> waiting = new LinkedHashMap<>();
    waiting.put("logs", view.gatheredLogs() + waiting(view.figures(), BodyKind.LOGS));
    waiting.put("series", waiting(view.figures(), BodyKind.SERIES));
    waiting.put("sketches", waiting(view.figures(), BodyKind.SKETCHES));
    return waiting;
  }

  private static long waiting(List<DeliveryFigures> figures, BodyKind kind) {
    return figures.stream()
        .filter(of -> of.kind() == kind)
        .mapToLong(of -> of.queued() + of.spooled())
        .sum();
  }

  /** Items given up, by reason, since the sidecar started. */
  private static Map<String, Long> dropped(List<DeliveryFigures> figures) {
    Map<String, Long> dropped = new TreeMap<>();
    for (DeliveryFigures of : figures) {
      of.dropped()
          .forEach((reason, items) -> dropped.merge(ProfileReader.word(reason), items, Long::sum));
    }
    return dropped;
  }

  private static String time(long seconds) {
    return Instant.ofEpochSecond(seconds).toString();
  }
}
