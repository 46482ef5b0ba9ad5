package io.tagalong.sidecar.spool;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
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
 * <p>Bounded by bytes and by how full the disk is; the oldest bodies make room for new ones.
 *
 * <p>Threads: one at a time works with files, which may hang; the list of entries has a monitor,
 * which is never held meanwhile, so that any thread may read and change the list.
 */
public final class Spool implements AutoCloseable {

  private static final Comparator<SpoolEntry> OLDEST_FIRST =
      Comparator.comparingLong(SpoolEntry::createdSeconds).thenComparingLong(SpoolEntry::number);

  private final SpoolFolder folder;
  private final SpoolLimits limits;
  private final TreeSet<SpoolEntry> entries = new TreeSet<>(OLDEST_FIRST);
  private long bytes;
  private long lastNumber;

  private Spool(SpoolFolder folder, SpoolLimits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /** Opens the spool in a folder, which is made if need be, with what a former process left. */
  public static Spool open(Path path, SpoolLimits limits) throws IOException {
    SpoolFolder folder = SpoolFolder.own(path);
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
    list(entry);
  }

  /** The entries, the oldest first. */
  public synchronized List<SpoolEntry> entries() {
    return List.copyOf(entries);
  }

  /** Bytes of all files. */
  public synchronized long bytes() {
    return bytes;
  }

  /** The entry of a kind that is to be delivered next. */
  public synchronized Optional<SpoolEntry> next(BodyKind kind) {
    var inOrder = kind.newestFirst() ? entries.descendingSet() : entries;
    return inOrder.stream().filter(entry -> entry.kind() == kind).findFirst();
  }

  /**
   * Makes room for a body.
   *
   * @param deleted is told of each entry that is deleted for it
   * @throws SpoolFullException when there is no room even so
   */
  public void makeRoomFor(Body body, Consumer<SpoolEntry> deleted) throws IOException {
    long needed = BodyFile.HEAD_BYTES + (long) body.bytes().length;
    if (needed > limits.maxBytes()) {
      throw new SpoolFullException("the body is larger than the whole spool may be");
    }
    if (folder.wouldFill(
        needed,
        limits.maxDiskRatio())) { // by others, most likely: deleting our own would not help long
      throw new SpoolFullException(
          "the disk is over %d %% full".formatted(Math.round(100 * limits.maxDiskRatio())));
    }
    List<SpoolEntry> oldest = entries();
    for (int i = 0; i < oldest.size() && bytes() + needed > limits.maxBytes(); i++) {
      delete(oldest.get(i));
      deleted.accept(oldest.get(i));
    }
  }

  /**
   * Adds a body as one that is checked out: when this returns, its file is safe on the disk, and it
   * is listed when it is {@link #putBack}.
   */
  public SpoolEntry add(Body body) throws IOException {
    ByteBuffer content = BodyFile.write(body);
    SpoolEntry entry =
        new SpoolEntry(
            nextNumber(), body.kind(), body.createdSeconds(), body.items(), content.remaining());
    folder.write(entry.fileName(), content);
    return entry;
  }

  private synchronized long nextNumber() {
    return ++lastNumber;
  }

  /**
   * Checks a body out: its file stays, and its entry is no longer listed, until it is put back or
   * deleted. If that fails, it is still listed.
   *
   * @throws CorruptFileException when the file is damaged; it is set aside then, and no entry any
   *     more
   */
  public Body checkOut(SpoolEntry entry) throws IOException {
    unlist(entry);
    try {
      return read(entry);
    } catch (CorruptFileException damaged) {
      throw damaged;
    } catch (IOException failed) {
      list(entry);
      throw failed;
    }
  }

  private Body read(SpoolEntry entry) throws IOException {
    try {
      Body body = BodyFile.read(folder.read(entry.fileName()));
      if (body.items() != entry.items() || body.kind() != entry.kind()) {
        throw new CorruptFileException("its name and its content contradict each other");
      }
      return body;
    } catch (CorruptFileException damaged) {
      folder.setAside(entry.fileName());
      throw damaged;
    } catch (NoSuchFileException gone) {
      throw new CorruptFileException("it was removed by somebody else");
    }
  }

  /** Lists an entry again that was checked out. */
  public void putBack(SpoolEntry entry) {
    list(entry);
  }

  /**
   * Deletes what is too old to be of use.
   *
   * @param deleted is told of each entry
   */
  public void deleteExpired(long nowSeconds, Consumer<SpoolEntry> deleted) throws IOException {
    for (SpoolEntry entry : entries()) {
      if (nowSeconds - entry.createdSeconds() > entry.kind().usefulLife().toSeconds()) {
        delete(entry);
        deleted.accept(entry);
      }
    }
  }

  /** Deletes an entry, for ever once this returns. Nothing if there is none any more. */
  public void delete(SpoolEntry entry) throws IOException {
    folder.delete(entry.fileName());
    unlist(entry);
  }

  /** Leaves the folder to another process. */
  @Override
  public void close() throws IOException {
    folder.close();
  }

  private synchronized void list(SpoolEntry entry) {
    if (entries.add(entry)) {
      bytes += entry.fileBytes();
    }
  }

  private synchronized void unlist(SpoolEntry entry) {
    if (entries.remove(entry)) {
      bytes -= entry.fileBytes();
    }
  }
}
