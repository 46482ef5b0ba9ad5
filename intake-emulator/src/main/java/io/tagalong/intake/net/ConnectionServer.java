package io.tagalong.intake.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Accepts connections and gives each a thread of its own. When all threads are busy new connections
 * wait in the kernel instead of failing.
 */
public final class ConnectionServer implements AutoCloseable {
  /** Serves one connection to its end; an exception ends it as well. */
  @FunctionalInterface
  public interface Session {
    /**
     * Serves a fresh connection on a thread of its own.
     *
     * @param stopped opens when the server stops: whoever waits, waits for this too
     */
    void serve(Socket socket, CountDownLatch stopped) throws IOException;
  }

  private static final int MAX_CONNECTIONS = 256;
  private static final int BACKLOG = 256;

  private final ServerSocket listener = new ServerSocket();
  private final String threadName;
  private final Session session;

  /** Concurrent: connection threads add and remove themselves, {@link #close} walks over it. */
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Taken by the accepting thread, given back by the connection threads. */
  private final Semaphore free = new Semaphore(MAX_CONNECTIONS);

  /** Opened by whoever closes the server, awaited by connection threads that pause. */
  private final CountDownLatch stopped = new CountDownLatch(1);

  private final AtomicInteger threads = new AtomicInteger(); // names only; read by one thread

  private ConnectionServer(String threadName, Session session) throws IOException {
    this.threadName = threadName;
    this.session = session;
  }

  /**
   * Binds and starts.
   *
   * @throws IOException if the address cannot be listened on
   */
  public static ConnectionServer start(
      InetSocketAddress address, String threadName, Session session) throws IOException {
    ConnectionServer server = new ConnectionServer(threadName, session);
    try {
      server.listener.bind(address, BACKLOG);
    } catch (IOException e) {
      server.listener.close();
      throw e;
    }
    server.thread(server::accept, "-accept").start();
    return server;
  }

  /** The address that is listened on, with the port that port 0 became. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** Stops listening and drops open connections. */
  @Override
  public void close() {
    stopped.countDown();
    closeQuietly(listener);
    open.forEach(ConnectionServer::closeQuietly);
  }

  private void accept() {
    while (stopped.getCount() > 0) {
      try {
        free.acquire();
        Socket socket = listener.accept();
        open.add(socket);
        thread(() -> serve(socket), "-" + threads.getAndIncrement()).start();
      } catch (IOException e) {
        // Either the server stops, or a client was gone before it was accepted.
        free.release();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try {
      if (stopped.getCount() > 0) {
        socket.setTcpNoDelay(true);
        session.serve(socket, stopped);
      }
    } catch (IOException clientGone) {
      // What a broken connection means was recorded where it broke; nobody is left to be told.
      return;
    } finally {
      closeQuietly(socket);
      open.remove(socket);
      free.release();
    }
  }

  private Thread thread(Runnable work, String suffix) {
    Thread thread = new Thread(work, threadName + suffix);
    thread.setDaemon(true);
    return thread;
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception alreadyBroken) {
      // Closing is all that was wanted, and a socket that fails to close is closed.
      return;
    }
  }
}
