package io.tagalong.sidecar.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file that is whole at any moment, also after a power cut, and that its owner alone may read: it
 * has keys in it.
 *
 * <p>Threads: guarded by its owner.
 */
final class StateFile {
  private static final String NAME = "connections.json";
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;

  private StateFile(Path folder) {
    this.folder = folder;
  }

  /** The file in that folder, which is made if need be. */
  static StateFile in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OWNER_ONLY_FOLDER);
    }
    return new StateFile(folder);
  }

  /** What was written last; nothing before the first time. */
  Optional<byte[]> read() throws IOException {
    Path file = folder.resolve(NAME);
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  /** Writes all anew. When this fails, what was written before is still there. */
  void write(byte[] content) throws IOException {
    Path unfinished = folder.resolve(NAME + ".unfinished");
    Files.deleteIfExists(unfinished); // of a process that was killed
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    try (FileChannel channel = FileChannel.open(unfinished, options, OWNER_ONLY)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(unfinished, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Gives a damaged file another name, and returns that. */
  Path setAside() throws IOException {
    Path aside = folder.resolve(NAME + ".damaged");
    Files.move(folder.resolve(NAME), aside, StandardCopyOption.REPLACE_EXISTING);
    return aside;
  }
}
