package io.tagalong.sidecar.spool;

import java.io.IOException;

/** A file whose content is not what was written. */
public final class CorruptFileException extends IOException {

  private static final long serialVersionUID = 1;

  CorruptFileException(String message) {
    super(message);
  }
}
