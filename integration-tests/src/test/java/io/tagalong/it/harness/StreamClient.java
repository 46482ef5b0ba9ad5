package io.tagalong.it.harness;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client of the sidecar's stream socket, which loses nothing however slow the reader is. */
public final class StreamClient {
  private StreamClient() {}

  /** Sends a frame that many times over one connection. */
  public static void send(Path socket, String datagram, int times) throws IOException {
    byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame =
        ByteBuffer.allocate(Integer.BYTES + bytes.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(bytes.length)
            .put(bytes);
    try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      for (int i = 0; i < times; i++) {
        frame.flip();
        while (frame.hasRemaining()) {
          client.write(frame);
        }
      }
    }
  }
}
