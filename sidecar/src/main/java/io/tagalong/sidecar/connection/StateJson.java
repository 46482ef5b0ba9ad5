package io.tagalong.sidecar.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tagalong.sidecar.json.JsonPrinter;
import io.tagalong.sidecar.json.JsonReader;
import io.tagalong.sidecar.json.UnusableJsonException;
import io.tagalong.sidecar.yaml.Node;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The content of the state file: every connection, its keys and its history, as JSON. */
final class StateJson {
  private static final long VERSION = 1;

  private StateJson() {}

  static byte[] write(List<Kept> connections) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("version", VERSION);
    state.put("connections", connections.stream().map(StateJson::json).toList());
    return JsonPrinter.print(state).getBytes(UTF_8);
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws IOException when it is anything else; the message says what, without quoting
   */
  static List<Kept> read(byte[] content) throws IOException {
    try {
      Node root = JsonReader.read(new ByteArrayInputStream(content));
      if (!(root instanceof Node.Fields object)) {
        throw new IOException("it is no object");
      }
      Fields state = new Fields(object);
      if (state.number("version").orElse(0L) != VERSION) {
        throw new IOException("its version is not " + VERSION);
      }
      List<Kept> connections = new ArrayList<>();
      for (Fields connection : state.objects("connections")) {
        connections.add(kept(connection));
      }
      return connections;
    } catch (UnusableJsonException unusable) {
      throw new IOException("it is no JSON (" + unusable.reason() + ")", unusable);
    }
  }

  private static Kept kept(Fields fields) throws IOException {
    long created = fields.number("created").orElse(0L);
    String id = fields.text("id").orElse("");
    Profile profile = new ProfileReader(fields).whole(id, created);
    List<Sync> history = fields.objects("history").stream().map(StateJson::sync).toList();
    if (id.isEmpty() || !fields.errors().isEmpty()) {
      throw new IOException("a connection in it is not complete: " + fields.errors());
    }
    return new Kept(
        profile, fields.isTrue("paused"), fields.number("exported_until").orElse(0L), history);
  }

  private static Map<String, Object> json(Kept kept) {
    Profile profile = kept.profile();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", profile.id());
    json.put("name", profile.name());
    json.put("site", profile.site().domain());
    profile.address().ifPresent(address -> json.put("dd_url", address.toString()));
    putKey(json, "api_key", profile.apiKey());
    profile.applicationKey().ifPresent(key -> putKey(json, "application_key", key));
    json.put("sync_interval_minutes", profile.intervalMinutes());
    json.put("historical_data", ProfileReader.word(profile.historicalData()));
    json.put("created", profile.createdSeconds());
    json.put("paused", kept.paused());
    json.put("exported_until", kept.exportedUntilSeconds());
    json.put("history", kept.history().stream().map(StateJson::json).toList());
    return json;
  }

  private static void putKey(Map<String, Object> json, String name, KeyPlace place) {
    if (place instanceof KeyPlace.Stored stored) {
      json.put(name, stored.key());
    } else if (place instanceof KeyPlace.Variable variable) {
      json.put(name + "_env", variable.name());
    } else if (place instanceof KeyPlace.InFile file) {
      json.put(name + "_file", file.path().toString());
    }
  }

  private static Map<String, Object> json(Sync sync) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("trigger", ProfileReader.word(sync.trigger()));
    json.put("started", sync.startedSeconds());
    json.put("ended", sync.endedSeconds());
    json.put("from", sync.fromSeconds());
    json.put("to", sync.toSeconds());
    json.put("logs", sync.logs());
    json.put("series", sync.series());
    json.put("sketches", sync.sketches());
    json.put("bytes", sync.bytes());
    if (!sync.succeeded()) {
      json.put("error", sync.error());
    }
    return json;
  }

  private static Sync sync(Fields fields) {
    String word = fields.text("trigger").orElse("");
    Trigger trigger = Trigger.SCHEDULE;
    for (Trigger known : Trigger.values()) {
      trigger = ProfileReader.word(known).equals(word) ? known : trigger;
    }
    return new Sync(
        trigger,
        fields.number("started").orElse(0L),
        fields.number("ended").orElse(0L),
        fields.number("from").orElse(0L),
        fields.number("to").orElse(0L),
        fields.number("logs").orElse(0L),
        fields.number("series").orElse(0L),
        fields.number("sketches").orElse(0L),
        fields.number("bytes").orElse(0L),
        fields.text("error").orElse(""));
  }
}
