package io.tagalong.sidecar.deliver;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy on loopback that makes tunnels for those who know the password. */
final class TunnelProxy implements AutoCloseable {

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger tunnels = new AtomicInteger();
  private final String authorization;

  TunnelProxy(String credentials) throws IOException {
    byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
    this.authorization = "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(bytes);
    threads.execute(this::acceptAll);
  }

  int port() {
    return listener.getLocalPort();
  }

  int tunnels() {
    return tunnels.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException closed) {
      return; // the test is over
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      List<String> head = head(in);
      OutputStream out = client.getOutputStream();
      if (head.stream().noneMatch(authorization::equalsIgnoreCase)) {
        answer(out, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"t\"");
        return;
      }
      String[] target = head.get(0).split("[ :]", -1);
      try (Socket server = new Socket(target[1], Integer.parseInt(target[2]))) {
        tunnels.incrementAndGet();
        answer(out, "200 Connection established");
        threads.execute(() -> copy(server, client));
        in.transferTo(server.getOutputStream());
      }
    } catch (IOException closed) {
      return; // one of the ends has gone
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException closed) {
      return; // one of the ends has gone
    }
  }

  private static void answer(OutputStream out, String statusAndHeaders) throws IOException {
    String head = "HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: 0\r\n\r\n";
    out.write(
        head.replace("established\r\nContent-Length: 0", "established")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static List<String> head(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != -1; c = in.read()) {
      if (c == '\n') {
        if (line.isEmpty()) {
          return lines;
        }
        lines.add(line.toString());
        line.setLength(0);
      } else if (c != '\r') {
        line.append((char) c);
      }
    }
    throw new IOException("the request ended early");
  }
}
