package io.tagalong.sidecar.listen;

import java.io.IOException;

/** The address to listen on cannot be had; the message says what the user can do about it. */
public final class BindFailedException extends IOException {
  BindFailedException(String message) {
    super(message);
  }

  BindFailedException(String message, Exception cause) {
    super(message, cause);
  }
}
