package io.tagalong.sidecar.listen;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * The file of a Unix socket: its place is made free before the socket is bound, everybody may write
 * to it, and it goes when the socket goes.
 *
 * <p>A process that was killed leaves its file behind, and no later one could bind. Such a file is
 * told by a connection that is refused; that works for datagram sockets too, where one that is
 * alive answers that the type is wrong. Whatever else is at the path stays.
 */
final class SocketFile {
  /** 0722, as the Datadog Agent's: clients need to write, whoever they run as. */
  private static final String PERMISSIONS = "rwx-w--w-";

  private final Path path;
  private final Object identity;

  private SocketFile(Path path, Object identity) {
    this.path = path;
    this.identity = identity;
  }

  /** Removes what a dead process left at the path, or says why it cannot be had. */
  static void makeFree(Path path) throws BindFailedException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new BindFailedException(
          "Cannot listen on " + path + ": its folder does not exist. Create it or mount it first.");
    }
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      if (!isSocket(path)) {
        throw new BindFailedException(
            "Cannot listen on "
                + path
                + ": the path holds something that is not a socket. Remove it, or choose another"
                + " path.");
      }
      if (isAlive(path)) {
        throw new BindFailedException(
            "Cannot listen on "
                + path
                + ": another process, such as a Datadog Agent, listens there. Stop it, or choose"
                + " another path.");
      }
      Files.deleteIfExists(path);
    } catch (BindFailedException refused) {
      throw refused;
    } catch (IOException failure) {
      throw new BindFailedException(
          "Cannot listen on "
              + path
              + ": what is there can neither be asked nor removed ("
              + failure
              + "). Remove it, or choose another path.",
          failure);
    }
  }

  /** The file that binding a socket has just made. */
  static SocketFile bound(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(PERMISSIONS));
    return new SocketFile(path, identity(path));
  }

  /** What to tell the user when binding failed although the place was free. */
  static BindFailedException notBound(Path path, Exception failure) {
    return new BindFailedException(
        "Cannot listen on "
            + path
            + ": "
            + failure.getMessage()
            + ". The sidecar must be allowed to create files in that folder.",
        failure);
  }

  /** Removes the file, unless another has taken its place. */
  void remove() throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && identity.equals(identity(path))) {
      Files.deleteIfExists(path);
    }
  }

  private static Object identity(Path path) throws IOException {
    return Objects.requireNonNull(attributes(path).fileKey(), "Unix files have a device and inode");
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isSocket(Path path) throws IOException {
    int type = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0170000;
    return type == 0140000; // S_IFMT and S_IFSOCK of sys/stat.h
  }

  /** Does not block, since a server that is alive may have a full queue. */
  private static boolean isAlive(Path path) throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(path));
      return true;
    } catch (ConnectException refused) {
      return false;
    } catch (SocketException other) {
      return true;
    }
  }
}
