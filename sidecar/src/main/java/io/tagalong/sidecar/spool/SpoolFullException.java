package io.tagalong.sidecar.spool;

import java.io.IOException;

/** There is no room for a body, and none can be made. */
public final class SpoolFullException extends IOException {

  private static final long serialVersionUID = 1;

  SpoolFullException(String message) {
    super(message);
  }
}
