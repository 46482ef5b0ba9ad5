package io.tagalong.sidecar.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a spool: written so that they are whole or absent, readable by their owner only, in
 * a folder that one process owns.
 *
 * <p>Damaged files stay for inspection, the newest {@value #MAX_DAMAGED}, because nobody may ever
 * come to look.
 */
final class SpoolFolder implements AutoCloseable {

  static final int MAX_DAMAGED = 8;

  private static final String UNFINISHED = ".unfinished";
  private static final String OWNERSHIP = "lock";
  private static final String DAMAGED = ".damaged";
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path path;
  private final FolderSync sync;
  private final FileChannel ownership;

  private SpoolFolder(Path path, FolderSync sync, FileChannel ownership) {
    this.path = path;
    this.sync = sync;
    this.ownership = ownership;
  }

  /** Makes the folder if need be, and takes it for this process. */
  static SpoolFolder own(Path path, FolderSync sync) throws IOException {
    make(path);
    Set<StandardOpenOption> options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    FileChannel channel = FileChannel.open(path.resolve(OWNERSHIP), options, OWNER_ONLY);
    if (!isLocked(channel, path)) {
      channel.close();
      throw new SpoolInUseException("another process", path);
    }
    return new SpoolFolder(path, sync, channel);
  }

  private static boolean isLocked(FileChannel channel, Path path) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException ours) {
      channel.close(); // and on some systems the lock against other processes goes with it
      throw new SpoolInUseException("this process", path);
    }
  }

  /** Makes the folder if need be, and fails when nothing can be written there. */
  static void probe(Path path) throws IOException {
    make(path);
    Files.delete(Files.createTempFile(path, "probe", null, OWNER_ONLY));
  }

  private static void make(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path, OWNER_ONLY_FOLDER);
    }
  }

  /** The files, without those whose writer was killed: they are deleted, nobody knows of them. */
  List<Path> files() throws IOException {
    for (Path unfinished : named(UNFINISHED)) {
      Files.delete(unfinished);
    }
    return named("");
  }

  /** Writes a file; when this returns, it outlives the process and the machine. */
  void write(String name, ByteBuffer content) throws IOException {
    Path unfinished = path.resolve(name + UNFINISHED);
    try {
      force(unfinished, content);
      Files.move(unfinished, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      force();
    } catch (IOException failed) {
      deleteQuietly(unfinished, failed);
      deleteQuietly(path.resolve(name), failed); // or it would be both here and with the caller
      throw failed;
    }
  }

  byte[] read(String name) throws IOException {
    return Files.readAllBytes(path.resolve(name));
  }

  /** Deletes a file, for ever once the folder is forced. Nothing if there is none. */
  void unlink(String name) throws IOException {
    Files.deleteIfExists(path.resolve(name));
  }

  /** Forces to the disk which files there are. */
  void force() throws IOException {
    sync.force(path);
  }

  /** Renames a damaged file, so that it is in nobody's way, and deletes the oldest of its like. */
  void setAside(String name) throws IOException {
    Files.move(
        path.resolve(name), path.resolve(name + DAMAGED), StandardCopyOption.REPLACE_EXISTING);
    List<Path> damaged = named(DAMAGED);
    for (Path surplus : damaged.subList(0, Math.max(0, damaged.size() - MAX_DAMAGED))) {
      Files.delete(surplus);
    }
  }

  /** Whether that many bytes more would leave the disk fuller than that, from 0 to 1. */
  boolean wouldFill(long bytes, double maxDiskRatio) throws IOException {
    var disk = Files.getFileStore(path);
    long free = disk.getUsableSpace() - bytes;
    return free < (1 - maxDiskRatio) * disk.getTotalSpace();
  }

  /** Leaves the folder to another process. */
  @Override
  public void close() throws IOException {
    ownership.close();
  }

  /** By name, which is by age: names begin with a number that rises. */
  private List<Path> named(String suffix) throws IOException {
    try (Stream<Path> all = Files.list(path)) {
      return all.filter(file -> file.toString().endsWith(suffix))
          .sorted(Comparator.comparing(file -> String.valueOf(file.getFileName())))
          .toList();
    }
  }

  private static void force(Path file, ByteBuffer content) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    try (FileChannel channel = FileChannel.open(file, options, OWNER_ONLY)) {
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
  }

  /** As POSIX wants it: by a channel to the folder itself. */
  static void forceFolder(Path folder) throws IOException {
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
}
