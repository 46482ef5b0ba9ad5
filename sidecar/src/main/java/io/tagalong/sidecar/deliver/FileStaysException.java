package io.tagalong.sidecar.deliver;

import java.io.IOException;

/**
 * A body must lose its file before it is sent, and the disk does not let it go. Others can be read
 * from that disk all the same.
 */
final class FileStaysException extends IOException {

  private static final long serialVersionUID = 1;

  FileStaysException(IOException cause) {
    super(cause.toString(), cause);
  }
}
