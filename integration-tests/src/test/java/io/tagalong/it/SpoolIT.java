package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.fault.Fault;
import io.tagalong.it.harness.IntakeTest;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.SidecarProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits on disk outlives the process, and tells no secrets. */
class SpoolIT extends IntakeTest {
  private final Path folder;
  private final Path spool;

  SpoolIT(@TempDir Path folder) {
    this.folder = folder;
    this.spool = folder.resolve("spool");
  }

  @Test
  void deliversAfterTheNextStartWhatAKilledSidecarHadSpooled() throws Exception {
    intake.faults().add("*", Fault.Reply.status(503), Integer.MAX_VALUE);
    try (SidecarProcess killed = start("--bucket-seconds", "1")) {
      killed.send("orders:3|c\nprice:5:7|d");
      killed.awaitWhile(() -> !isSpooled("-1-") || !isSpooled("-2-"));
      killed.kill();
    }
    intake.faults().clear();

    try (SidecarProcess next = start()) {
      next.awaitWhile(() -> isSpooled(".body"));
      assertEquals("", next.terminate().err());
    }

    assertEquals(3, intake.metrics().total("orders"));
    assertEquals(2, intake.metrics().summary("price").count());
  }

  @Test
  void spoolsWhatAHangingIntakeHasNotTakenWhenItIsTerminated() throws Exception {
    intake.faults().add("*", new Fault.Hang(), Integer.MAX_VALUE);
    JavaProcess.Result ended;
    try (SidecarProcess sidecar = start()) {
      sidecar.send("orders:3|c");
      ended = sidecar.terminate();
    }
    intake.faults().clear();

    try (SidecarProcess next = start()) {
      next.awaitWhile(() -> intake.metrics().total("orders") == 0);
      next.terminate();
    }

    assertEquals(0, ended.status(), ended.err());
    assertTrue(ended.err().contains("are in the spool"), ended.err());
    assertFalse(ended.err().contains("dropped"), ended.err());
    assertEquals(3, intake.metrics().total("orders"));
  }

  @Test
  void tellsNoSecretInAnyOutputOrFile() throws Exception {
    String behindHandle = "ab".repeat(16);
    String additional = "cd".repeat(16);
    String password = "p4ssw0rd";
    String argument = "t0ken";
    Path program = folder.resolve("program");
    Files.writeString(program, "#!/bin/sh\necho '{\"dd\":{\"value\":\"" + behindHandle + "\"}}'\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Map<String, String> environment =
        Map.of(
            "DD_API_KEY",
            "ENC[dd]",
            "DD_SECRET_BACKEND_COMMAND",
            program.toString(),
            "DD_SECRET_BACKEND_ARGUMENTS",
            argument,
            "DD_ADDITIONAL_ENDPOINTS",
            "{\"http://127.0.0.1:9\": [\"" + additional + "\"]}",
            "DD_PROXY_HTTPS",
            "http://user:" + password + "@127.0.0.1:9",
            "TAGALONG_SPOOL_DIR",
            spool.toString());
    intake.faults().add("*", Fault.Reply.status(403), Integer.MAX_VALUE);

    String shown = shown(environment);
    JavaProcess.Result ended;
    try (SidecarProcess sidecar = SidecarProcess.start(intake, environment)) {
      sidecar.send("orders:3|c");
      ended = sidecar.terminate();
    }

    String everything = shown + ended.out() + ended.err() + filesOfSpool();
    assertTrue(shown.contains("additional_endpoints"), shown);
    assertTrue(filesOfSpool().contains(".body"), "something is spooled");
    for (String secret : List.of(behindHandle, additional, password, argument)) {
      assertFalse(everything.contains(secret), everything);
    }
    assertFalse(filesOfSpool().contains("127.0.0.1"), "no address is in the spool");
  }

  private static String shown(Map<String, String> environment) throws Exception {
    try (JavaProcess process = SidecarProcess.run(environment, "config", "show")) {
      JavaProcess.Result result = process.awaitEnd();
      assertEquals(0, result.status(), result.err());
      return result.out() + result.err();
    }
  }

  private SidecarProcess start(String... flags) throws Exception {
    return SidecarProcess.start(
        intake,
        Map.of("DD_API_KEY", SidecarProcess.API_KEY, "TAGALONG_SPOOL_DIR", spool.toString()),
        flags);
  }

  /** Whether a finished file of the spool has that in its name; the kind stands between dashes. */
  private boolean isSpooled(String part) {
    return files().stream()
        .map(file -> String.valueOf(file.getFileName()))
        .anyMatch(name -> name.endsWith(".body") && name.contains(part));
  }

  private String filesOfSpool() {
    StringBuilder text = new StringBuilder();
    for (Path file : files()) {
      try {
        text.append(spool.relativize(file)).append('\n');
        text.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return text.toString();
  }

  private List<Path> files() {
    if (!Files.exists(spool)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(spool)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException | UncheckedIOException changedMeanwhile) {
      return List.of();
    }
  }
}
