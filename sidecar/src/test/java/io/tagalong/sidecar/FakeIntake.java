package io.tagalong.sidecar;

import com.sun.net.httpserver.HttpServer;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.encode.DecodedItem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An intake on loopback that takes everything and keeps the decoded items. */
public final class FakeIntake implements AutoCloseable {

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final List<DecodedItem> items = new CopyOnWriteArrayList<>();

  public FakeIntake() throws IOException {
    for (BodyKind kind : BodyKind.values()) {
      server.createContext(
          kind.path(),
          exchange -> {
            items.addAll(DecodedItem.of(kind, exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
          });
    }
    server.createContext(
        "/api/v1/validate",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** All items of a metric, in the order in which they came. */
  public List<DecodedItem> items(String metric) {
    return items.stream().filter(item -> item.metric().equals(metric)).toList();
  }

  /** Everything that a metric's items add up to. */
  public double sum(String metric) {
    return items(metric).stream().mapToDouble(DecodedItem::value).sum();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
