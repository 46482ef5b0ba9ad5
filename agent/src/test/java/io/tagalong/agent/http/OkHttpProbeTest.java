package io.tagalong.agent.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.probe.SteppedTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OkHttpProbeTest {
  private final OkHttpProbe probe =
      new OkHttpProbe(
          new HttpWatch(List.of(), new SteppedTime()::stopwatch, new CapturedLog().log()));

  /** As OkHttp's, which always has a port. */
  public static final class Url {
    private final boolean https;
    private final String host;
    private final int port;

    Url(boolean https, String host, int port) {
      this.https = https;
      this.host = host;
      this.port = port;
    }

    public boolean isHttps() {
      return https;
    }

    public String host() {
      return host;
    }

    public int port() {
      return port;
    }
  }

  /** As OkHttp's. */
  public static final class Request {
    private final Url url;

    Request(Url url) {
      this.url = url;
    }

    public Url url() {
      return url;
    }
  }

  /** As OkHttp's. */
  public static final class RealCall {
    private final Request request;

    RealCall(Request request) {
      this.request = request;
    }

    public Request request() {
      return request;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, gateway.example, 443, gateway.example",
    "true, gateway.example, 80, gateway.example:80",
    "false, gateway.example, 80, gateway.example",
    "false, llm_gateway, 8080, llm_gateway:8080",
    "false, ::1, 8080, [::1]:8080",
  })
  void namesThePortUnlessItIsTheOneOfItsScheme(
      boolean https, String host, int port, String authority) {
    RealCall call = new RealCall(new Request(new Url(https, host, port)));

    HttpRequest request = Objects.requireNonNull(probe.request(call, new Object[0]));

    assertEquals(authority, request.authority());
  }
}
