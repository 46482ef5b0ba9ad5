package io.tagalong.sidecar.spool;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Bodies in a folder, one in each file.
 *
 * <p>A file is written under another name, forced to the disk, renamed, and the folder forced: so
 * when {@link #add} returns, the body outlives the process and the machine, and a file with its
 * final name is whole unless the disk damaged it. Damaged files are set aside, and the rest goes
 * on. One file for each body: bodies are large (a few hundred kilobytes), few, and leave in another
 * order than they came, which a log of segments would have to compact.
 *
 * <p>Bounded by bytes, by files and by how full the disk is; the oldest bodies make room for new
 * ones. A file that the disk refuses to read or to delete is passed over, so that it is in no
 * other's way; one that stays unreadable is set aside.
 *
 * <p>Threads: one at a time works with files, which may hang; what does not touch them may be
 * called by any thread.
 */
public final class Spool implements AutoCloseable {

  /** For two minutes at least, given a retry every half minute; a disk may fail that long. */
  static final int MAX_FAILED_READS = 5;

  private final SpoolFolder folder;
  private final SpoolLimits limits;
  private final SpoolIndex index = new SpoolIndex();

  /** Of the thread that works with files. */
  private long lastNumber;

  private Spool(SpoolFolder folder, SpoolLimits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /** Opens the spool in a folder, which is made if need be, with what a former process left. */
  public static Spool open(Path path, SpoolLimits limits) throws IOException {
    return open(path, limits, SpoolFolder::forceFolder);
  }

  static Spool open(Path path, SpoolLimits limits, FolderSync sync) throws IOException {
    SpoolFolder folder = SpoolFolder.own(path, sync);
    Spool spool = new Spool(folder, limits);
    for (Path file : folder.files()) {
      SpoolEntry.of(String.valueOf(file.getFileName()), Files.size(file)).ifPresent(spool::find);
    }
    return spool;
  }

  /** Fails when nothing can be written to a folder, which is made if need be. */
  public static void probe(Path path) throws IOException {
    SpoolFolder.probe(path);
  }

  private void find(SpoolEntry entry) {
    lastNumber = Math.max(lastNumber, entry.number());
    index.add(entry);
    index.putBack(entry);
  }

  /** The entries that wait, the oldest first. */
  public List<SpoolEntry> entries() {
    return index.waiting();
  }

  /** What all files take of the disk, in bytes. */
  public long diskBytes() {
    return index.diskBytes();
  }

  /** The entry of a kind that is to be delivered next, of those that wait and are of use. */
  public Optional<SpoolEntry> next(BodyKind kind, long nowSeconds) {
    return index.next(kind, nowSeconds);
  }

  /** Whether there are entries of a kind, also such as are passed over or of no use any more. */
  public boolean holdsAny(BodyKind kind) {
    return index.holdsAny(kind);
  }

  /** Lets wait again what was passed over. */
  public void resume() {
    index.resume();
  }

  /**
   * Makes room for a body.
   *
   * @param deleted is told of each entry that is deleted for it
   * @throws SpoolFullException when there is no room even so
   * @throws StuckFileException when a file does not go; the next try passes it over
   */
  public void makeRoomFor(Body body, Consumer<SpoolEntry> deleted) throws IOException {
    long needed = SpoolEntry.diskBytes(BodyFile.HEAD_BYTES + (long) body.bytes().length);
    if (needed > limits.maxBytes()) {
      throw new SpoolFullException("the body is larger than the whole spool may be");
    }
    if (folder.wouldFill(
        needed,
        limits.maxDiskRatio())) { // by others, most likely: deleting our own would not help long
      throw new SpoolFullException(
          "the disk is over %d %% full".formatted(Math.round(100 * limits.maxDiskRatio())));
    }
    while (!hasRoomFor(needed)) {
      SpoolEntry oldest =
          index
              .oldest()
              .orElseThrow(() -> new SpoolFullException("none of its files can be deleted now"));
      drop(oldest, deleted);
    }
  }

  private boolean hasRoomFor(long needed) {
    return index.diskBytes() + needed <= limits.maxBytes() && index.files() < limits.maxFiles();
  }

  /**
   * Adds a body as one that is checked out: when this returns, its file is safe on the disk, and it
   * waits when it is {@link #putBack}.
   */
  public SpoolEntry add(Body body) throws IOException {
    ByteBuffer content = BodyFile.write(body);
    SpoolEntry entry =
        new SpoolEntry(
            ++lastNumber, body.kind(), body.createdSeconds(), body.items(), content.remaining());
    folder.write(entry.fileName(), content);
    index.add(entry);
    return entry;
  }

  /**
   * Checks a body out: its file stays, and its entry does not wait, until it is put back or
   * deleted.
   *
   * @throws CorruptFileException when the file is damaged, or could not be read for long; it is set
   *     aside then, and no entry any more
   * @throws StuckFileException when the file cannot be read now; it is passed over
   */
  public Body checkOut(SpoolEntry entry) throws IOException {
    index.checkOut(entry);
    try {
      return read(entry);
    } catch (CorruptFileException damaged) {
      index.remove(entry);
      throw damaged;
    } catch (IOException unreadable) {
      throw passOver(entry, unreadable);
    }
  }

  private Body read(SpoolEntry entry) throws IOException {
    try {
      Body body = BodyFile.read(folder.read(entry.fileName()));
      if (body.items() != entry.items() || body.kind() != entry.kind()) {
        throw new CorruptFileException("its name and its content contradict each other");
      }
      return body;
    } catch (NoSuchFileException gone) {
      throw new CorruptFileException("it was removed by somebody else");
    } catch (CorruptFileException damaged) {
      setAside(entry, damaged);
      throw damaged;
    } catch (IOException unreadable) {
      if (index.countFailure(entry) < MAX_FAILED_READS) {
        throw unreadable;
      }
      folder.setAside(entry.fileName()); // a disk that fails as a whole refuses this, too
      throw new CorruptFileException(
          "it could not be read %d times: %s".formatted(MAX_FAILED_READS, unreadable));
    }
  }

  /** A damaged file that stays in its place is no entry any more; the next start finds it again. */
  private void setAside(SpoolEntry entry, CorruptFileException damaged) {
    try {
      folder.setAside(entry.fileName());
    } catch (IOException stays) {
      damaged.addSuppressed(stays);
    }
  }

  /** Lets an entry wait that was added or checked out. */
  public void putBack(SpoolEntry entry) {
    index.putBack(entry);
  }

  /**
   * Deletes what is too old to be of use.
   *
   * @param deleted is told of each entry
   * @throws StuckFileException when a file does not go; the others have gone
   */
  public void deleteExpired(long nowSeconds, Consumer<SpoolEntry> deleted) throws IOException {
    Optional<StuckFileException> stuck = Optional.empty();
    for (SpoolEntry entry : index.expired(nowSeconds)) {
      try {
        drop(entry, deleted);
      } catch (StuckFileException one) {
        stuck = Optional.of(one);
      }
    }
    if (stuck.isPresent()) {
      throw stuck.get();
    }
  }

  /** Deletes an entry, for ever once this returns. Nothing if there is none any more. */
  public void delete(SpoolEntry entry) throws IOException {
    folder.unlink(entry.fileName());
    index.remove(entry);
    folder.force();
  }

  /**
   * Deletes the file of a body that has not been delivered. If that fails otherwise than with the
   * file stuck, the file is gone, but comes back when the machine dies now.
   *
   * @param deleted is told when the file is gone
   * @throws StuckFileException when the file is still there; it is passed over
   */
  public void drop(SpoolEntry entry, Consumer<SpoolEntry> deleted) throws IOException {
    try {
      folder.unlink(entry.fileName());
    } catch (IOException refused) {
      throw passOver(entry, refused);
    }
    index.remove(entry);
    deleted.accept(entry);
    folder.force();
  }

  /**
   * Deletes an entry that could not be deleted before.
   *
   * @throws StuckFileException when it still cannot
   */
  public void deleteAgain(SpoolEntry entry) throws IOException {
    try {
      delete(entry);
    } catch (IOException refused) {
      throw new StuckFileException(entry, refused);
    }
  }

  private StuckFileException passOver(SpoolEntry entry, IOException why) {
    index.passOver(entry);
    return new StuckFileException(entry, why);
  }

  /** Leaves the folder to another process. */
  @Override
  public void close() throws IOException {
    folder.close();
  }
}
