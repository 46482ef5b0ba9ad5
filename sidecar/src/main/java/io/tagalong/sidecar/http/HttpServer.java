package io.tagalong.sidecar.http;

import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes one request from each connection, has it answered, and closes: webhooks come seldom, and a
 * connection that may not stay cannot be held.
 *
 * <p>Bounded in every direction: {@value #MAX_CONNECTIONS} connections at a time, more are told so
 * at once; the size of head and body, see {@link RequestReader}, and of all bodies together; and
 * the time from the first byte to the last.
 *
 * <p>Threads: {@code tagalong-http-accept} accepts; each connection has a thread of its own, {@code
 * tagalong-http-N}, which ends a while after its last request. Neither is an event loop.
 */
public final class HttpServer implements AutoCloseable {
  static final int MAX_CONNECTIONS = 16;

  /** For a whole request; a sender is in the same data centre, or at least on the same planet. */
  public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration STOP_BUDGET = Duration.ofSeconds(1);
  private static final int BACKLOG = 64;
  private static final int BUFFER_BYTES = 8 * 1024;

  /** How much of what was refused is read still, so that its client gets to see the answer. */
  private static final int MAX_DRAINED_BYTES = 4 << 20;

  private static final int DRAIN_MILLIS = 200;

  /** For all bodies at a time: one of the largest, and some more. */
  private static final int MAX_BYTES_OF_BODIES = 8 << 20;

  private final ServerSocket listener;
  private final Duration requestTimeout;
  private final Handler handler;
  private final Telemetry telemetry;
  private final LimitedLog log;
  private final Thread acceptor = new Thread(this::accept, "tagalong-http-accept");
  private final AtomicInteger threads = new AtomicInteger(); // Names of threads; any may begin one.

  /** A permit is a byte; the connections' threads take and give back. */
  private final Semaphore roomForBodies = new Semaphore(MAX_BYTES_OF_BODIES);

  /** Concurrent: the accepting thread adds, the connections' remove, {@link #close} looks. */
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private final ThreadPoolExecutor connections =
      new ThreadPoolExecutor(
          0,
          MAX_CONNECTIONS,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> new Thread(task, "tagalong-http-" + threads.getAndIncrement()));

  private HttpServer(
      ServerSocket listener,
      Duration requestTimeout,
      Handler handler,
      Telemetry telemetry,
      LimitedLog log) {
    this.listener = listener;
    this.requestTimeout = requestTimeout;
    this.handler = handler;
    this.telemetry = telemetry;
    this.log = log;
  }

  /**
   * Binds and begins to serve.
   *
   * @param requestTimeout for each request, from its connection to its last byte
   * @throws IOException when the address cannot be had; nothing is left open then
   */
  public static HttpServer start(
      InetSocketAddress address,
      Duration requestTimeout,
      Handler handler,
      Telemetry telemetry,
      LimitedLog log)
      throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      if (address.isUnresolved()) {
        throw new IOException("there is no such host");
      }
      listener.bind(address, BACKLOG);
    } catch (IOException unavailable) {
      listener.close();
      throw unavailable;
    }
    HttpServer server = new HttpServer(listener, requestTimeout, handler, telemetry, log);
    server.acceptor.start();
    return server;
  }

  /** Where it listens, with the actual port. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** Takes no more requests, and gives those under way a moment to end. */
  @Override
  public void close() {
    closeQuietly(listener);
    connections.shutdown();
    try {
      acceptor.join(STOP_BUDGET.toMillis());
      if (!connections.awaitTermination(STOP_BUDGET.toMillis(), TimeUnit.MILLISECONDS)) {
        open.forEach(this::closeQuietly);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      open.forEach(this::closeQuietly);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        admit(listener.accept());
      } catch (SocketException closed) {
        if (!listener.isClosed()) {
          failed(closed);
        }
      } catch (IOException failure) {
        failed(failure);
      }
    }
  }

  private void admit(Socket socket) {
    open.add(socket);
    try {
      connections.execute(() -> serve(socket));
    } catch (RejectedExecutionException full) {
      telemetry.add(SelfMetric.HTTP_REQUESTS, 1);
      refuseUnread(socket);
      end(socket);
    }
  }

  private void refuseUnread(Socket socket) {
    try {
      write(socket, refused(Refusal.CONNECTION_LIMIT));
    } catch (IOException gone) {
      failed(gone);
    }
  }

  private void serve(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
      DeadlineInput in = new DeadlineInput(socket, System.nanoTime() + requestTimeout.toNanos());
      Optional<Answer> answer = answer(socket, new BufferedInputStream(in, BUFFER_BYTES));
      if (answer.isPresent()) {
        telemetry.add(SelfMetric.HTTP_REQUESTS, 1);
        write(socket, answer.get());
        drain(socket);
      }
    } catch (IOException gone) {
      failed(gone);
    } finally {
      end(socket);
    }
  }

  private Optional<Answer> answer(Socket socket, BufferedInputStream in) throws IOException {
    RequestReader.Invitation invitation =
        () -> socket.getOutputStream().write(bytes("HTTP/1.1 100 \r\n\r\n"));
    try (RequestReader reader =
        new RequestReader(in, invitation, handler::maxBodyBytes, roomForBodies)) {
      Optional<Request> request = reader.read();
      return request.map(this::handled);
    } catch (RefusedException refused) {
      return Optional.of(refused(refused));
    } catch (SocketTimeoutException slow) {
      return Optional.of(refused(Refusal.TIMEOUT));
    } catch (EOFException cutOff) {
      return Optional.of(refused(Refusal.MALFORMED));
    }
  }

  private Answer handled(Request request) {
    try {
      return handler.handle(request);
    } catch (RefusedException refused) {
      return refused(refused);
    } catch (RuntimeException | Error defect) {
      log.warn(
          "http.defect",
          () ->
              "A request was lost to a defect in the sidecar, please report: "
                  + defect.getClass().getName());
      return refused(Refusal.DEFECT);
    }
  }

  private Answer refused(RefusedException refused) {
    Answer unused = refused(refused.refusal());
    return refused.answer();
  }

  private Answer refused(Refusal refusal) {
    telemetry.add(refusal.counter(), 1);
    log.warn(
        "http." + refusal.name(),
        () ->
            "Refused a request over HTTP with %d, %s; docs/webhooks.md, docs/logs.md say what to do"
                .formatted(refusal.answer().status(), refusal.word()));
    return refusal.answer();
  }

  private static void write(Socket socket, Answer answer) throws IOException {
    byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d \r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(answer.status(), answer.contentType(), body.length);
    OutputStream out = socket.getOutputStream();
    out.write(bytes(head));
    out.write(body);
    out.flush();
    socket.shutdownOutput();
  }

  /** A socket that is closed with bytes unread takes its answer back from the client's system. */
  private static void drain(Socket socket) throws IOException {
    DeadlineInput in =
        new DeadlineInput(socket, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS));
    byte[] step = new byte[BUFFER_BYTES];
    try {
      int drained = 0;
      for (int read = 0; read >= 0 && drained < MAX_DRAINED_BYTES; drained += read) {
        read = in.read(step, 0, step.length);
      }
    } catch (SocketTimeoutException patienceIsOver) {
      // The answer is out; what the client still has to say is not wanted.
      return;
    }
  }

  private void end(Socket socket) {
    closeQuietly(socket);
    open.remove(socket);
  }

  /** Somebody went away, or never meant it: a number, no alarm. */
  private void failed(IOException failure) {
    telemetry.add(SelfMetric.HTTP_CONNECTIONS_FAILED, 1);
    log.warn("http.connection", () -> "A connection over HTTP broke off: " + failure);
  }

  private void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception alreadyBroken) {
      log.warn("http.close", () -> "A socket could not be closed: " + alreadyBroken);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
