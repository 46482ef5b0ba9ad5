package io.tagalong.demo;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks the intake emulator what it has received. */
final class Intake {
  /**
   * The part of a metric in the emulator's answer that is read here.
   *
   * @param value the sum of a count; null for a distribution
   * @param count how many samples a distribution has; null for a count
   */
  record Total(String metric, List<String> tags, @Nullable Double value, @Nullable Long count) {
    long number() {
      return count != null ? count : value == null ? 0 : value.longValue();
    }
  }

  /** The part of an event that is read here. */
  record Event(String title, List<String> tags) {}

  /** The part of a log that is read here. */
  record Log(String service, String status) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  Intake(URI address) {
    this.address = address;
  }

  /** Sums of counts, numbers of samples, of events and of logs, by {@link Name}. */
  Map<String, Long> arrived() throws IOException, InterruptedException {
    Map<String, Long> arrived = new TreeMap<>();
    for (Total total : JSON.std.listOfFrom(Total.class, get("/emulator/metrics"))) {
      String name = Name.ofSeries(total.metric(), total.tags());
      arrived.merge(name, total.number(), Long::sum);
    }
    for (Event event : JSON.std.listOfFrom(Event.class, get("/emulator/events"))) {
      arrived.merge(Name.ofEvent(event.title(), event.tags()), 1L, Long::sum);
    }
    for (Log log : JSON.std.listOfFrom(Log.class, get("/emulator/logs"))) {
      arrived.merge(Name.ofLogs(log.service(), log.status()), 1L, Long::sum);
    }
    return arrived;
  }

  /** Everything as a table for people. */
  String table() throws IOException, InterruptedException {
    return get("/emulator/table");
  }

  /** What the intake found wrong with the bodies, an empty list when nothing. */
  List<Object> violations() throws IOException, InterruptedException {
    return JSON.std.listFrom(get("/emulator/violations"));
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(address.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("GET " + path + " answered " + response.statusCode());
    }
    return response.body();
  }
}
