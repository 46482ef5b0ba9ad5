package io.tagalong.agent.http;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.Probe;
import io.tagalong.agent.probe.Probes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The probes of {@code http.yaml}. Those of a client are made, and loaded, when it is there. */
public final class HttpProbes implements Probes {
  private final HttpWatch watch;

  /** Guarded by this, as the next two are: each is for two methods of its client. */
  private @Nullable UrlConnectionProbe urlConnection;

  private @Nullable OkHttpProbe okHttp;
  private @Nullable ApacheAsyncProbe apacheAsync;

  /**
   * @param listeners those who want to know of requests
   */
  public HttpProbes(List<HttpListener> listeners, Log log) {
    this.watch = new HttpWatch(listeners, log);
  }

  @Override
  public synchronized @Nullable Probe named(String name) {
    switch (name) {
      case "http.jdk":
        return new JdkClientProbe(watch);
      case "http.url_connection":
        return urlConnection();
      case "http.url_connection.output":
        return urlConnection().output();
      case "http.okhttp":
        return okHttp();
      case "http.okhttp.enqueue":
        return okHttp().enqueuing();
      case "http.apache":
        return new ApacheProbe(watch);
      case "http.apache.async":
        return apacheAsync();
      case "http.apache.async.consumer":
        return apacheAsync().consumer();
      case "http.web_client":
        return new WebClientProbe(watch);
      default:
        return null;
    }
  }

  private UrlConnectionProbe urlConnection() {
    UrlConnectionProbe probe =
        urlConnection == null ? new UrlConnectionProbe(watch) : urlConnection;
    urlConnection = probe;
    return probe;
  }

  private OkHttpProbe okHttp() {
    OkHttpProbe probe = okHttp == null ? new OkHttpProbe(watch) : okHttp;
    okHttp = probe;
    return probe;
  }

  private ApacheAsyncProbe apacheAsync() {
    ApacheAsyncProbe probe = apacheAsync == null ? new ApacheAsyncProbe(watch) : apacheAsync;
    apacheAsync = probe;
    return probe;
  }
}
