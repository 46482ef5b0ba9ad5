package io.tagalong.sidecar.spool;

import java.io.IOException;
import java.nio.file.Path;

/** Somebody else has the folder: two in it would deliver everything twice. */
public final class SpoolInUseException extends IOException {
  private static final long serialVersionUID = 1;

  SpoolInUseException(String who, Path folder) {
    super(who + " uses the folder " + folder);
  }
}
