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

/** Asks the intake emulator what it has received. */
final class Intake {
  private static final String PREFIX = "statsig.";

  /** The part of the emulator's answer that is read here. */
  record Total(String metric, List<String> tags, double value) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  Intake(URI address) {
    this.address = address;
  }

  /** The counts of Statsig's metrics, by {@link Counts#name}. */
  Map<String, Long> counts() throws IOException, InterruptedException {
    Map<String, Long> counts = new TreeMap<>();
    for (Total total : JSON.std.listOfFrom(Total.class, get("/emulator/metrics"))) {
      if (total.metric().startsWith(PREFIX)) {
        List<String> tags = total.tags().stream().sorted().toList();
        counts.merge(Counts.name(total.metric(), tags), (long) total.value(), Long::sum);
      }
    }
    return counts;
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
