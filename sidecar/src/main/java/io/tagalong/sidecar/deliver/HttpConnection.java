package io.tagalong.sidecar.deliver;

import java.net.http.HttpClient;
import java.time.Duration;

/**
 * The one HTTP client of the process, shared by all endpoints.
 *
 * <p>HTTP/1.1, because the client would otherwise ask plain-text stand-ins to upgrade. Redirects
 * are not followed: a POST that is redirected means a wrong address, and the key is for that
 * address only.
 */
final class HttpConnection implements IntakeConnection {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client;
  private final HttpSettings settings;

  HttpConnection(HttpSettings settings) {
    this.settings = settings;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  @Override
  public Opened open(IntakeHosts hosts, CurrentKey key) {
    IntakeClient intake = new IntakeClient(client, hosts, key, settings);
    return new Opened(intake::send, intake::checkKey);
  }
}
