package io.tagalong.intake.tls;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;

/**
 * The first bytes of a TLS handshake, written by hand where a real one is not wanted.
 *
 * <p>A JDK speaks TLS 1.1 only after a change of its security properties, for the whole process and
 * before the first connection. A client that refuses TLS 1.1 does so when the ServerHello names it,
 * so that one message is all it takes, and nothing global changes.
 */
final class BareHandshake {
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int TLS_1_1 = 0x0302;
  private static final int FATAL = 2;
  private static final int HANDSHAKE_FAILURE = 40;
  private static final int SERVER_HELLO = 2;
  private static final int RANDOM_BYTES = 32;

  /** TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, known to every client that knows TLS 1.1. */
  private static final int CIPHER_SUITE = 0xc013;

  private final Socket socket;

  BareHandshake(Socket socket) {
    this.socket = socket;
  }

  /** Answers the client's hello with a fatal alert. */
  void refuse() throws IOException {
    readRecord();
    writeRecord(ALERT, new byte[] {FATAL, HANDSHAKE_FAILURE});
  }

  /** Answers the client's hello with TLS 1.1 and waits for what it says to that. */
  void answerWithTls11() throws IOException {
    readRecord();
    ByteArrayOutputStream hello = new ByteArrayOutputStream();
    writeShort(hello, TLS_1_1);
    hello.write(new byte[RANDOM_BYTES], 0, RANDOM_BYTES);
    hello.write(0); // no session
    writeShort(hello, CIPHER_SUITE);
    hello.write(0); // no compression
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(SERVER_HELLO);
    message.write(0);
    writeShort(message, hello.size());
    hello.writeTo(message);
    writeRecord(HANDSHAKE, message.toByteArray());
    readRecord();
  }

  private void readRecord() throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    in.skipNBytes(3); // type and version
    in.skipNBytes(in.readUnsignedShort());
  }

  private void writeRecord(int type, byte[] payload) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(type);
    writeShort(bytes, TLS_1_1);
    writeShort(bytes, payload.length);
    bytes.write(payload, 0, payload.length);
    socket.getOutputStream().write(bytes.toByteArray());
    socket.getOutputStream().flush();
  }

  private static void writeShort(ByteArrayOutputStream bytes, int value) {
    bytes.write(value >> 8);
    bytes.write(value);
  }
}
