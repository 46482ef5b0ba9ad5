package io.tagalong.sidecar.deliver;

import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLParameters;

/**
 * The one HTTP client of the process, shared by all endpoints.
 *
 * <p>HTTP/1.1, because the client would otherwise ask plain-text stand-ins to upgrade. Redirects
 * are not followed: a POST that is redirected means a wrong address, and the key is for that
 * address only.
 */
public final class HttpConnection implements IntakeConnection {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  /**
   * The JDK refuses to send a password to a proxy before a tunnel, unless this property says
   * otherwise when its client is first used.
   */
  private static final String REFUSED_TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  static {
    if (System.getProperty(REFUSED_TUNNEL_SCHEMES) == null) {
      System.setProperty(REFUSED_TUNNEL_SCHEMES, "");
    }
  }

  private final HttpClient client;
  private final HttpSettings settings;

  public HttpConnection(HttpSettings settings) {
    this.settings = settings;
    this.client = client(settings);
  }

  static HttpClient client(HttpSettings settings) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .sslParameters(new SSLParameters(null, PROTOCOLS))
            .proxy(new RuledProxySelector(settings.network().proxies()));
    settings.network().tls().ifPresent(builder::sslContext);
    return builder.build();
  }

  @Override
  public Opened open(IntakeHosts hosts, CurrentKey key) {
    IntakeClient intake = client(hosts, key);
    return new Opened(intake::send, intake::checkKey);
  }

  IntakeClient client(IntakeHosts hosts, CurrentKey key) {
    return new IntakeClient(client, hosts, key, settings);
  }
}
