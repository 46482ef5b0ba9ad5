package io.tagalong.agent.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApacheRequestTest {
  /** As {@code HttpHost} and {@code URIAuthority}. */
  public static final class Host {
    private final String name;
    private final int port;

    Host(String name, int port) {
      this.name = name;
      this.port = port;
    }

    public String getHostName() {
      return name;
    }

    public int getPort() {
      return port;
    }
  }

  /** As a request of version 5. */
  public static final class Request {
    private final String uri;
    private final @Nullable Host authority;

    Request(String uri, @Nullable Host authority) {
      this.uri = uri;
      this.authority = authority;
    }

    public String getMethod() {
      return "POST";
    }

    public String getRequestUri() {
      return uri;
    }

    public @Nullable Host getAuthority() {
      return authority;
    }
  }

  @Test
  void goesToTheTargetElseToItsOwnAuthorityElseToItsAddress() {
    Request relative = new Request("/send", new Host("own.example", -1));
    Request absolute = new Request("http://u:secret@in_uri:82/send?q=1", null);

    assertEquals(
        "target.example:81", request(new Host("target.example", 81), relative).authority());
    assertEquals("own.example", request(null, relative).authority());
    assertEquals("in_uri:82", request(null, absolute).authority());
    assertEquals("in_uri", request(null, absolute).host());
    assertEquals("/send", request(null, absolute).path());
  }

  @Test
  void isNothingWhenItNamesNoHostOrNoAddress() {
    assertNull(ApacheRequest.of(null, new Request("/send", null)));
    assertNull(ApacheRequest.of(null, new Request("not an address", null)));
  }

  private static ApacheRequest request(@Nullable Object target, Request request) {
    return Objects.requireNonNull(ApacheRequest.of(target, request));
  }
}
