package io.tagalong.intake.proxy;

import io.tagalong.intake.net.Answer;
import io.tagalong.intake.net.ConnectionServer;
import io.tagalong.intake.net.HeadReader;
import io.tagalong.intake.net.Headers;
import io.tagalong.intake.net.RequestHead;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * An HTTP proxy on loopback that opens tunnels (CONNECT), with or without a login (Basic), and
 * counts what passes.
 *
 * <p>It forwards nothing but tunnels: a sender that hands it a whole request gets 405, and the test
 * notices.
 */
public final class ConnectProxy implements AutoCloseable {
  private static final Pattern TARGET = Pattern.compile(".+:[0-9]{1,5}");

  private final Optional<String> authorization;
  private final ConnectionServer connections;

  // Atomic: the two threads of each tunnel add, whoever asks reads.
  private final AtomicLong tunnels = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private final AtomicLong sentBytes = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();

  private ConnectProxy(Optional<String> authorization) throws IOException {
    this.authorization = authorization;
    this.connections =
        ConnectionServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            "tagalong-proxy",
            this::serve);
  }

  /** Starts a proxy that asks nobody for a login. */
  public static ConnectProxy open() throws IOException {
    return new ConnectProxy(Optional.empty());
  }

  /** Starts a proxy that answers 407 unless the login is right. */
  public static ConnectProxy withLogin(String user, String password) throws IOException {
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new ConnectProxy(Optional.of("Basic " + Base64.getEncoder().encodeToString(login)));
  }

  /** Where it listens, without a login: {@code http://127.0.0.1:port}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + connections.address().getPort());
  }

  /** How many tunnels were opened. */
  public long tunnels() {
    return tunnels.get();
  }

  /** How many requests were refused, for want of a login or for not being CONNECT. */
  public long refusals() {
    return refusals.get();
  }

  /** How many bytes clients have sent through tunnels. */
  public long sentBytes() {
    return sentBytes.get();
  }

  /** How many bytes clients have received through tunnels. */
  public long receivedBytes() {
    return receivedBytes.get();
  }

  /** Stops listening and drops open tunnels. */
  @Override
  public void close() {
    connections.close();
  }

  private void serve(Socket client, CountDownLatch stopped) throws IOException {
    InputStream in = new BufferedInputStream(client.getInputStream());
    HeadReader heads = new HeadReader(in);
    for (Optional<RequestHead> head = heads.next(); head.isPresent(); head = heads.next()) {
      if (!head.get().method().equals("CONNECT")) {
        refuse(client, 405, Map.of("Allow", "CONNECT"));
      } else if (!isAuthorized(head.get())) {
        refuse(client, 407, Map.of("Proxy-Authenticate", "Basic realm=\"emulator\""));
      } else if (!TARGET.matcher(head.get().path()).matches()) {
        refuse(client, 400, Map.of());
      } else {
        tunnel(head.get().path(), client, in);
        return;
      }
    }
  }

  private boolean isAuthorized(RequestHead head) {
    return authorization.isEmpty()
        || authorization.equals(head.headers().first("Proxy-Authorization"));
  }

  private void refuse(Socket client, int status, Map<String, String> headers) throws IOException {
    refusals.incrementAndGet();
    new Answer(status, Headers.of(headers), new byte[0]).writeTo(client, Clock.systemUTC());
  }

  private void tunnel(String target, Socket client, InputStream in) throws IOException {
    int colon = target.lastIndexOf(':');
    try (Socket server =
        new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
      tunnels.incrementAndGet();
      client.getOutputStream().write("HTTP/1.1 200 \r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Thread back =
          new Thread(
              () -> relayQuietly(server, client), Thread.currentThread().getName() + "-back");
      back.setDaemon(true);
      back.start();
      relay(in, server, sentBytes);
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void relayQuietly(Socket server, Socket client) {
    try {
      relay(server.getInputStream(), client, receivedBytes);
    } catch (IOException oneSideIsGone) {
      // The other direction sees the same and ends the tunnel.
      return;
    }
  }

  private static void relay(InputStream in, Socket to, AtomicLong count) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      to.getOutputStream().write(buffer, 0, read);
      count.addAndGet(read);
    }
    to.shutdownOutput();
  }
}
