package io.tagalong.sidecar.spool;

import java.io.IOException;
import java.nio.file.Path;

/** Forces folders until it is told to fail. */
public final class FailingSync implements FolderSync {

  /** Written by the test, read by the disk's thread, which is given work afterwards. */
  private volatile boolean fails;

  /** Opens a spool whose folder is forced by this. */
  public Spool open(Path folder, SpoolLimits limits) throws IOException {
    return Spool.open(folder, limits, this);
  }

  public void fail() {
    fails = true;
  }

  @Override
  public void force(Path folder) throws IOException {
    if (fails) {
      throw new IOException("Input/output error");
    }
    SpoolFolder.forceFolder(folder);
  }
}
