package io.tagalong.agent.http;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.Probe;
import io.tagalong.agent.probe.Stopwatch;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the probes of {@code http.yaml}: those of a client, and their classes, when it is there.
 */
public final class HttpProbes {
  private final HttpWatch watch;

  /** Guarded by this, as the next two are: each is for two methods of its client. */
  private @Nullable UrlConnectionProbe urlConnection;

  private @Nullable OkHttpProbe okHttp;
  private @Nullable ApacheAsyncProbe apacheAsync;

  /**
   * @param listeners those who want to know of requests
   * @param stopwatches gives one that starts now
   */
  public HttpProbes(List<HttpListener> listeners, Supplier<Stopwatch> stopwatches, Log log) {
    this.watch = new HttpWatch(listeners, stopwatches, log);
  }

  /**
   * Makes the probe with this name; null for a name that no probe has. To be called once for each.
   */
  public synchronized @Nullable Probe make(String name) {
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
    if (urlConnection == null) {
      urlConnection = new UrlConnectionProbe(watch);
    }
    return urlConnection;
  }

  private OkHttpProbe okHttp() {
    if (okHttp == null) {
      okHttp = new OkHttpProbe(watch);
    }
    return okHttp;
  }

  private ApacheAsyncProbe apacheAsync() {
    if (apacheAsync == null) {
      apacheAsync = new ApacheAsyncProbe(watch);
    }
    return apacheAsync;
  }
}
