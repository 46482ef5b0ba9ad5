package io.tagalong.sidecar.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.encode.BodyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outlives a restart, and where the data goes meanwhile. */
final class ConnectionStateTest extends ConnectionsTest {
  ConnectionStateTest(@TempDir Path folder) throws IOException {
    super(folder);
  }

  @Test
  void takesTheGatewaysDataOutOfTheRestWhileThereIsAConnection() throws Exception {
    Snapshot bucket =
        Samples.bucket(
            Samples.series("prism.gateway.requests", Series.Kind.COUNT, 1),
            Samples.series("shop.orders", Series.Kind.COUNT, 1));
    assertEquals(bucket, connections.take(bucket));
    String id = made();

    assertEquals(1, connections.take(bucket).items());
    assertEquals(
        1, connections.take(List.of(Samples.log("futureagi"), Samples.log("nginx"))).size());

    assertEquals(200, ask("DELETE", "/" + id, "").status());
    assertTrue(intakes.deliveries.get(0).isDiscarded());
    assertEquals(bucket, connections.take(bucket));
  }

  @Test
  void remembersEverythingAcrossARestart() throws Exception {
    String id = made();
    connections.take(List.of(Samples.log("futureagi")));
    ask("POST", "/" + id + "/sync", "");
    intakes.deliveries.get(0).work();
    ask("POST", "/" + id + "/pause", "");
    Object history = json(200, ask("GET", "/" + id + "/history", ""));

    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(stateFile())));
    connections.stop(Duration.ZERO);
    restart();

    assertEquals("Paused", json(200, ask("GET", "/" + id, "")).get("status"));
    assertEquals(history, json(200, ask("GET", "/" + id + "/history", "")));
    assertEquals(KEY, intakes.endpoints.get(1).source().read().value());
  }

  @Test
  void keepsTheDataWhenTheKeyCannotBeReadAtTheStart() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), KEY);
    json(201, ask("POST", "", "{\"api_key_file\":\"%s\"}".formatted(file)));
    Files.delete(file);

    restart();
    connections.take(Samples.logs(500));

    assertEquals(500, intakes.deliveries.get(1).waiting(BodyKind.LOGS));
    assertTrue(logged.text().contains("cannot be read"), logged.text());
    Files.writeString(file, KEY);
    assertEquals(KEY, intakes.endpoints.get(1).source().read().value());
  }

  @Test
  void setsADamagedFileAside() throws Exception {
    made();
    Files.writeString(stateFile(), "{\"version\":2}");

    restart();

    assertEquals(List.of(), json(200, ask("GET", "", "")).get("connections"));
    assertTrue(Files.exists(folder.resolve("state/connections.json.damaged")));
    assertTrue(logged.text().contains("connections.json.damaged"));
  }

  @Test
  void changesNothingWhenTheFolderCannotBeWritten() throws Exception {
    Files.createDirectory(folder.resolve("state/connections.json.unfinished"));
    Files.writeString(folder.resolve("state/connections.json.unfinished/in-the-way"), "");

    assertTrue(errors(500, ask("POST", "", WITH_KEY)).contains("state folder"));
    assertEquals(List.of(), json(200, ask("GET", "", "")).get("connections"));
  }
}
