package io.tagalong.sidecar.deliver;

import java.io.IOException;

/** The disk has not answered in time, and may still do so. */
final class DiskHangsException extends IOException {

  private static final long serialVersionUID = 1;

  DiskHangsException(String message) {
    super(message);
  }
}
