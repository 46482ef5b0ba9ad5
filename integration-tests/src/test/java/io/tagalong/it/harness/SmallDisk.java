package io.tagalong.it.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A disk for a child process: small, and read-only whenever a test wants it to be. Tests run as
 * root, too, whom neither a mode nor the size of a folder stops.
 *
 * <p>It is a {@link MountedDisk} wherever somebody may mount one, else a {@link DeniedFolder}; a
 * line on standard output says which.
 */
public interface SmallDisk extends AutoCloseable {

  /** What runs out on it first, of that which the system calls space. */
  enum Scarce {
    BYTES,
    FILES
  }

  /** Makes a disk of an empty folder. */
  static SmallDisk in(Path folder, Scarce scarce) throws IOException, InterruptedException {
    Optional<SmallDisk> mounted = MountedDisk.tryIn(folder, scarce);
    SmallDisk disk = mounted.isPresent() ? mounted.get() : DeniedFolder.in(folder);
    System.out.println("A small disk in " + folder + ": " + disk.means());
    return disk;
  }

  /** How it is made, for the reader of the test's output. */
  String means();

  /** What a command must begin with, so that the disk is in the folder when it looks there. */
  List<String> prefix();

  /** The folder, as the test itself sees it. */
  Path files();

  /** What the system says of a disk of which nothing is left, or of which too little is. */
  String fullness();

  /** Lets no process that began with the prefix change anything on it, or lets it again. */
  void setReadOnly(boolean readOnly) throws IOException, InterruptedException;

  /** Ends what keeps the disk; the process that uses it should have ended before. */
  @Override
  void close() throws IOException;
}
