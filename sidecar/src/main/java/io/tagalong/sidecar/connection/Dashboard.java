package io.tagalong.sidecar.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The dashboard template of the gateway's metrics and logs, for {@code /api/v1/dashboard}. */
final class Dashboard {
  private static final String RESOURCE = "dashboard.json";

  private Dashboard() {}

  static byte[] bytes() {
    try (InputStream in =
        Objects.requireNonNull(Dashboard.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException("the jar is damaged", broken);
    }
  }

  static String json() {
    return new String(bytes(), UTF_8);
  }
}
