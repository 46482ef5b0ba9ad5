package com.example.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Somebody else's JSON API, with a key to it. */
final class Service {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;
  private final String key;

  private Service(URI api, String key) {
    this.api = api;
    this.key = key;
  }

  /** The service whose address and key these variables have; null where there is no address. */
  static @Nullable Service fromEnvironment(String addressVariable, String keyVariable) {
    String address = System.getenv(addressVariable);
    return address == null
        ? null
        : new Service(URI.create(address), System.getenv().getOrDefault(keyVariable, ""));
  }

  /** Posts a body, and throws when it is not taken. */
  void post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    if (status / 100 != 2) {
      throw new IOException(path + " answered " + status);
    }
  }
}
