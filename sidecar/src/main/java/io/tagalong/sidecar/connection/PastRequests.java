package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.backfill.Backfill;
import io.tagalong.sidecar.backfill.GatewayLogs;
import io.tagalong.sidecar.backfill.Progress;
import io.tagalong.sidecar.backfill.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The backfill of one connection: the last that was begun, of which at most one is under way.
 *
 * <p>Threads: guarded by this object; the backfill has a thread of its own, which never asks for
 * its monitor.
 */
final class PastRequests {
  private final Sink sink;
  private Optional<Begun> last = Optional.empty();

  /**
   * What backfills of all connections share.
   *
   * @param folder only files below it can be read; nothing where there is to be no backfill
   */
  record Shelf(Optional<Path> folder, GatewayLogs form, Backfill.Surroundings surroundings) {}

  private record Begun(String file, Backfill backfill) {}

  /**
   * How far a backfill is.
   *
   * @param file as the user named it
   */
  record Report(String file, Progress progress) {}

  PastRequests(Sink sink) {
    this.sink = sink;
  }

  /**
   * Begins, unless one is under way.
   *
   * @param position in the file, in bytes: 0, or where an earlier one ended
   */
  synchronized void begin(String file, long position, Shelf shelf) throws RefusedChangeException {
    if (isRunning()) {
      throw new RefusedChangeException(
          409, "a backfill is under way; wait for its end, or stop it with DELETE");
    }
    Path path = file(file, shelf);
    try {
      last =
          Optional.of(
              new Begun(
                  file, Backfill.start(path, position, shelf.form, sink, shelf.surroundings)));
    } catch (IOException unreadable) {
      throw new RefusedChangeException(
          422, "the file cannot be backfilled from there: " + unreadable.getMessage());
    }
  }

  /** Stops the backfill under way, if there is one; what it handed over is sent all the same. */
  synchronized void stop() {
    last.ifPresent(begun -> begun.backfill.close());
  }

  /** The last backfill, over or not. */
  synchronized Optional<Report> report() {
    return last.map(begun -> new Report(begun.file, begun.backfill.progress()));
  }

  private boolean isRunning() {
    return last.isPresent() && last.get().backfill.progress().state() == Progress.State.RUNNING;
  }

  /** A file below the folder, and not one that a link there leads to. */
  static Path file(String name, Shelf shelf) throws RefusedChangeException {
    if (shelf.folder.isEmpty()) {
      throw new RefusedChangeException(
          409, "there is no folder to backfill from; set TAGALONG_BACKFILL_DIR, and start again");
    }
    try {
      Path folder = shelf.folder.get().toRealPath();
      Path file = folder.resolve(name).toRealPath();
      if (file.startsWith(folder) && Files.isRegularFile(file)) {
        return file;
      }
    } catch (IOException | InvalidPathException absent) {
      throw noSuchFile();
    }
    throw noSuchFile();
  }

  private static RefusedChangeException noSuchFile() {
    return new RefusedChangeException(
        422, "there is no such file in the folder to backfill from; put it there");
  }
}
