package io.tagalong.sidecar.spool;

import java.io.IOException;
import java.nio.file.Path;

/** Forces to the disk which files a folder has. */
interface FolderSync {

  void force(Path folder) throws IOException;
}
