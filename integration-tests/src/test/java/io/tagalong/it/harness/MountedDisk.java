package io.tagalong.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file system in memory that a shell has mounted for itself and for those who join it: in a mount
 * namespace of its own, and for a user who is not root, in a user namespace of its own as well. It
 * is gone when the last of these processes is.
 *
 * <p>The kernel makes no file system read-only in which a file is open for writing, as the
 * sidecar's lock is. So a read-only view is mounted on top, and every path leads to that.
 */
final class MountedDisk implements SmallDisk {

  /** How to get into a new namespace, and into that of another process. */
  private record Namespace(List<String> unshare, List<String> join) {}

  private static final Namespace OF_ROOT =
      new Namespace(List.of("unshare", "--mount"), List.of("nsenter", "--mount"));

  private static final Namespace OF_ANYBODY =
      new Namespace(
          List.of("unshare", "--user", "--map-root-user", "--mount"),
          List.of("nsenter", "--user", "--preserve-credentials", "--mount"));

  /** For a lock and a few bodies. */
  private static final int FEW_FILES = 32;

  private static final String STATUS = "status ";

  private final Process shell;
  private final Writer commands;
  private final BufferedReader answers;
  private final Path folder;
  private final Scarce scarce;
  private final List<String> prefix;

  private MountedDisk(Namespace namespace, Path folder, Scarce scarce) throws IOException {
    List<String> command = new ArrayList<>(namespace.unshare);
    command.addAll(List.of("sh", "-s", folder.toString()));
    this.shell = new ProcessBuilder(command).redirectErrorStream(true).start();
    this.commands = shell.outputWriter(StandardCharsets.UTF_8);
    this.answers = shell.inputReader(StandardCharsets.UTF_8);
    this.folder = folder;
    this.scarce = scarce;
    this.prefix = new ArrayList<>(namespace.join);
    prefix.add("--target=" + shell.pid());
  }

  /** Mounts one in a folder; nothing where this user may not. */
  static Optional<SmallDisk> tryIn(Path folder, Scarce scarce) {
    String limits =
        switch (scarce) {
          case BYTES -> "size=1m";
          case FILES -> "size=1m,nr_inodes=" + FEW_FILES;
        };
    for (Namespace namespace : List.of(OF_ROOT, OF_ANYBODY)) {
      try {
        MountedDisk disk = new MountedDisk(namespace, folder, scarce);
        try {
          disk.run("mount -t tmpfs -o " + limits + " none \"$1\"");
          return Optional.of(disk);
        } catch (IOException refused) {
          disk.close();
          throw refused;
        }
      } catch (IOException notThisWay) {
        System.out.println(
            "No small disk by " + namespace.unshare + ": " + notThisWay.getMessage());
      }
    }
    return Optional.empty();
  }

  @Override
  public String means() {
    return "a tmpfs of its own, " + prefix;
  }

  @Override
  public List<String> prefix() {
    return List.copyOf(prefix);
  }

  @Override
  public Path files() {
    return Path.of("/proc", String.valueOf(shell.pid()), "root")
        .resolve(folder.getRoot().relativize(folder));
  }

  @Override
  public String fullness() {
    return switch (scarce) {
      case BYTES -> "% full";
      case FILES -> "No space left on device";
    };
  }

  @Override
  public void setReadOnly(boolean readOnly) throws IOException {
    run(
        readOnly
            ? "mount --bind \"$1\" \"$1\" && mount -o remount,bind,ro \"$1\""
            : "umount --lazy \"$1\"");
  }

  /** Lets the shell do something, whose first argument is the folder. */
  private void run(String command) throws IOException {
    commands.write(command + "; echo " + STATUS + "$?\n");
    commands.flush();
    StringBuilder said = new StringBuilder();
    String line = answers.readLine();
    while (line != null && !line.startsWith(STATUS)) {
      said.append(line).append('\n');
      line = answers.readLine();
    }
    if (!(STATUS + "0").equals(line)) {
      throw new IOException(command + ": " + said);
    }
  }

  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
