package io.tagalong.it.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of an ordinary disk, for processes that lack rights: each of their files has a limit, as
 * a full disk has for all together; and a mode stops them, even if they are root's.
 */
final class DeniedFolder implements SmallDisk {

  /** Less than a large body; enough for what a sidecar says. */
  private static final String MOST_BYTES_OF_A_FILE = "4096";

  /** Without what lets root read and write whatever the mode. */
  private static final List<String> WITHOUT_ROOTS_RIGHTS =
      List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");

  private final Path folder;
  private final List<String> prefix;

  private DeniedFolder(Path folder, List<String> prefix) {
    this.folder = folder;
    this.prefix = prefix;
  }

  static DeniedFolder in(Path folder) throws IOException, InterruptedException {
    List<String> limited = List.of("prlimit", "--fsize=" + MOST_BYTES_OF_A_FILE);
    List<String> withoutRights = new ArrayList<>(WITHOUT_ROOTS_RIGHTS);
    withoutRights.addAll(limited);
    for (List<String> prefix : List.of(limited, withoutRights)) {
      DeniedFolder denied = new DeniedFolder(folder, prefix);
      if (denied.stopsProcesses()) {
        return denied;
      }
    }
    throw new AssertionError(
        "Nothing stops a process of this user from writing: mounting, a mode or setpriv should");
  }

  private boolean stopsProcesses() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("touch", folder.resolve("attempt").toString()));
    setReadOnly(true);
    Process attempt = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(attempt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean stopped = attempt.waitFor() != 0 && said.contains("ermission denied");
    setReadOnly(false);
    Files.deleteIfExists(folder.resolve("attempt"));
    return stopped;
  }

  @Override
  public String means() {
    return "a mode and a limit of a file's size, " + prefix;
  }

  @Override
  public List<String> prefix() {
    return prefix;
  }

  @Override
  public Path files() {
    return folder;
  }

  @Override
  public String fullness() {
    return "File too large";
  }

  @Override
  public void setReadOnly(boolean readOnly) throws IOException {
    String mode = readOnly ? "r-x------" : "rwx------";
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path inside : all.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString(mode));
      }
    }
  }

  /** Lets the test's folder be deleted. */
  @Override
  public void close() throws IOException {
    setReadOnly(false);
  }
}
