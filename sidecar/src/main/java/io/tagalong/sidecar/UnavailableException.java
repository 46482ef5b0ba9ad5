package io.tagalong.sidecar;

/** The sidecar cannot start with what the machine offers now; the message says what can be done. */
public final class UnavailableException extends Exception {

  UnavailableException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
