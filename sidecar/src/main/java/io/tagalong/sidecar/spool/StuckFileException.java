package io.tagalong.sidecar.spool;

import java.io.IOException;

/** A file that the disk neither gives nor lets go at the moment; that says nothing of others. */
public final class StuckFileException extends IOException {

  private static final long serialVersionUID = 1;

  StuckFileException(SpoolEntry entry, IOException cause) {
    super(entry.fileName() + ": " + cause, cause);
  }
}
