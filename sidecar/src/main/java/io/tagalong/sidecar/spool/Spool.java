package io.tagalong.sidecar.spool;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
 * <p>Threads: the delivery thread of one endpoint, and for moments the flush thread and the one
 * that stops the sidecar, hence the monitor. A disk that hangs holds them up, and nobody else.
 */
public final class Spool implements AutoCloseable {

  private static final String UNFINISHED = ".unfinished";
  private static final String OWNERSHIP = "lock";
  private static final String DAMAGED = ".damaged";
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Comparator<SpoolEntry> OLDEST_FIRST =
      Comparator.comparingLong(SpoolEntry::createdSeconds).thenComparingLong(SpoolEntry::number);

  private final Path folder;
  private final FileChannel ownership;
  private final SpoolLimits limits;
  private final TreeSet<SpoolEntry> entries = new TreeSet<>(OLDEST_FIRST);
  private long bytes;
  private long lastNumber;

  private Spool(Path folder, FileChannel ownership, SpoolLimits limits) {
    this.folder = folder;
    this.ownership = ownership;
    this.limits = limits;
  }

  /** Opens the spool in a folder, which is made if need be, with what a former process left. */
  public static Spool open(Path folder, SpoolLimits limits) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OWNER_ONLY_FOLDER);
    }
    Spool spool = new Spool(folder, own(folder), limits);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        spool.find(file);
      }
    }
    return spool;
  }

  /** Two processes in one folder would deliver everything twice. */
  private static FileChannel own(Path folder) throws IOException {
    Set<StandardOpenOption> options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    FileChannel channel = FileChannel.open(folder.resolve(OWNERSHIP), options, OWNER_ONLY);
    if (channel.tryLock() == null) {
      channel.close();
      throw new IOException("another process uses the folder " + folder);
    }
    return channel;
  }

  private void find(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(UNFINISHED)) {
      Files.delete(file); // its writer was killed, and told nobody that it is here
      return;
    }
    SpoolEntry.of(name, Files.size(file)).ifPresent(this::list);
  }

  /** The entries, the oldest first. */
  public synchronized List<SpoolEntry> entries() {
    return List.copyOf(entries);
  }

  /** Bytes of all files. */
  public synchronized long bytes() {
    return bytes;
  }

  /** The entry that is to be delivered next, of the kinds that may be. */
  public synchronized Optional<SpoolEntry> next(Predicate<BodyKind> maySend) {
    SpoolEntry oldest = null;
    for (SpoolEntry entry : entries.descendingSet()) {
      if (maySend.test(entry.kind())) {
        if (entry.kind().newestFirst()) {
          return Optional.of(entry);
        }
        oldest = entry;
      }
    }
    return Optional.ofNullable(oldest);
  }

  /**
   * Makes room for a body. Returns the entries that were deleted for it; the caller counts them.
   *
   * @throws SpoolFullException when there is no room even so
   */
  public synchronized List<SpoolEntry> makeRoomFor(Body body) throws IOException {
    long needed = BodyFile.HEAD_BYTES + (long) body.bytes().length;
    if (needed > limits.maxBytes()) {
      throw new SpoolFullException("the body is larger than the whole spool may be");
    }
    List<SpoolEntry> deleted = new ArrayList<>();
    if (isDiskTooFull(needed)) { // by others, most likely: deleting our own would not help long
      throw new SpoolFullException(
          "the disk is over %d %% full".formatted(Math.round(100 * limits.maxDiskRatio())));
    }
    while (bytes + needed > limits.maxBytes() && !entries.isEmpty()) {
      SpoolEntry oldest = entries.first();
      delete(oldest);
      deleted.add(oldest);
    }
    return deleted;
  }

  /** Adds a body; when this returns, it is safe on the disk. */
  public synchronized SpoolEntry add(Body body) throws IOException {
    ByteBuffer content = BodyFile.write(body);
    SpoolEntry entry =
        new SpoolEntry(
            lastNumber + 1, body.kind(), body.createdSeconds(), body.items(), content.remaining());
    Path unfinished = folder.resolve(entry.fileName() + UNFINISHED);
    try {
      write(unfinished, content);
      Files.move(unfinished, path(entry), StandardCopyOption.ATOMIC_MOVE);
      forceFolder();
    } catch (IOException failed) {
      deleteQuietly(unfinished, failed);
      deleteQuietly(path(entry), failed); // or the body would be both here and with the caller
      throw failed;
    }
    list(entry);
    return entry;
  }

  /**
   * Checks a body out: its file stays, and its entry is no longer listed, until it is put back or
   * deleted.
   *
   * @throws CorruptFileException when the file is damaged; it is set aside then, and no entry any
   *     more
   */
  public synchronized Body checkOut(SpoolEntry entry) throws IOException {
    try {
      Body body = BodyFile.read(Files.readAllBytes(path(entry)));
      if (body.items() != entry.items() || body.kind() != entry.kind()) {
        throw new CorruptFileException("its name and its content contradict each other");
      }
      unlist(entry);
      return body;
    } catch (CorruptFileException damaged) {
      setAside(entry);
      throw damaged;
    } catch (NoSuchFileException gone) {
      unlist(entry);
      throw new CorruptFileException("it was removed by somebody else");
    }
  }

  /** Lists an entry again that was checked out. */
  public synchronized void putBack(SpoolEntry entry) {
    list(entry);
  }

  /** Deletes what is too old to be of use. Returns the entries. */
  public synchronized List<SpoolEntry> deleteExpired(long nowSeconds) throws IOException {
    List<SpoolEntry> expired =
        entries.stream()
            .filter(
                entry ->
                    nowSeconds - entry.createdSeconds() > entry.kind().usefulLife().toSeconds())
            .toList();
    for (SpoolEntry entry : expired) {
      delete(entry);
    }
    return expired;
  }

  /** Deletes an entry, for ever once this returns. Nothing if there is none any more. */
  public synchronized void delete(SpoolEntry entry) throws IOException {
    Files.deleteIfExists(path(entry));
    unlist(entry);
    forceFolder();
  }

  /** Leaves the folder to another process. */
  @Override
  public void close() throws IOException {
    ownership.close();
  }

  private void setAside(SpoolEntry entry) throws IOException {
    unlist(entry);
    Files.move(
        path(entry),
        folder.resolve(entry.fileName() + DAMAGED),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private boolean isDiskTooFull(long needed) throws IOException {
    var disk = Files.getFileStore(folder);
    long free = disk.getUsableSpace() - needed;
    return free < (1 - limits.maxDiskRatio()) * disk.getTotalSpace();
  }

  private static void write(Path file, ByteBuffer content) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    try (FileChannel channel = FileChannel.open(file, options, OWNER_ONLY)) {
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
  }

  private void forceFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void deleteQuietly(Path file, IOException because) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException notDeleted) {
      because.addSuppressed(notDeleted); // the next start deletes it
    }
  }

  private void list(SpoolEntry entry) {
    if (entries.add(entry)) {
      bytes += entry.fileBytes();
      lastNumber = Math.max(lastNumber, entry.number());
    }
  }

  private void unlist(SpoolEntry entry) {
    if (entries.remove(entry)) {
      bytes -= entry.fileBytes();
    }
  }

  private Path path(SpoolEntry entry) {
    return folder.resolve(entry.fileName());
  }
}
