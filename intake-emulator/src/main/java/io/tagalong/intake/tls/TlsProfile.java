package io.tagalong.intake.tls;

/** How the emulator shows itself on the network. */
public enum TlsProfile {
  /** No TLS at all. */
  PLAIN,
  /** A certificate for 127.0.0.1 and localhost, signed by the emulator's authority. */
  GOOD,
  /** As good, but its days are over. */
  EXPIRED,
  /** As good, but for another host. */
  WRONG_HOST,
  /** For the right host, but signed by nobody else. */
  SELF_SIGNED,
  /** A server that speaks TLS 1.1 and nothing newer. */
  TLS_1_1,
  /** As good, and the client must show a certificate of the emulator's authority. */
  CLIENT_CERTIFICATE;

  public boolean isEncrypted() {
    return this != PLAIN;
  }
}
