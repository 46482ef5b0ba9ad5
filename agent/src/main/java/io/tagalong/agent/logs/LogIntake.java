package io.tagalong.agent.logs;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The sidecar's log intake, which takes what Datadog's {@code POST /api/v2/logs} takes: an array of
 * logs, answered with 202.
 *
 * <p>Neither a proxy nor a redirect of the application's applies: the sidecar is beside it.
 */
final class LogIntake {
  /** On the same machine a connection takes far less than a millisecond, or is refused. */
  private static final int CONNECT_MILLIS = 1_000;

  /** A sidecar answers when it holds the logs; one that is busy encoding may need a moment. */
  private static final int READ_MILLIS = 5_000;

  private final URI address;

  LogIntake(URI address) {
    this.address = address;
  }

  /**
   * Posts an array of logs.
   *
   * @return the status of the answer
   * @throws IOException when there is none
   */
  int post(String logs) throws IOException {
    byte[] body = logs.getBytes(StandardCharsets.UTF_8);
    HttpURLConnection connection =
        (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
    try {
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(READ_MILLIS);
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestMethod("POST");
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  /** Its address, without what a user may have put before the host or behind the path. */
  @Override
  public String toString() {
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    return address.getScheme() + "://" + address.getHost() + port + address.getPath();
  }
}
