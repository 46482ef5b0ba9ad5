package io.tagalong.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * Posts through the JDK, with its trust store and its proxy properties.
 *
 * <p>Redirects are not followed, so the key goes to no other address; bodies are streamed with
 * their length, else the JDK would post again by itself when a connection is lost.
 */
final class HttpsIntake implements Intake {
  private static final int CONNECT_MILLIS = 3_000;
  private static final int ANSWER_MILLIS = 5_000;

  private final URI address;
  private final String apiKey;

  HttpsIntake(URI address, String apiKey) {
    this.address = address;
    this.apiKey = apiKey;
  }

  @Override
  public int post(String path, byte[] body) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) address.resolve(path).toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(ANSWER_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    connection.setRequestProperty("DD-API-KEY", apiKey);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("User-Agent", "tagalong-metrics");
    try {
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}
