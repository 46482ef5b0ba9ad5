package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.deliver.DeliveryEnvironment;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What of all connections outlives a restart, in its file.
 *
 * <p>Threads: guarded by its {@link Connections}.
 */
final class State {
  private final StateFile file;
  private final DeliveryEnvironment environment;

  private State(StateFile file, DeliveryEnvironment environment) {
    this.file = file;
    this.environment = environment;
  }

  /** The state in that folder, which is made if need be. */
  static State in(Path folder, DeliveryEnvironment environment) throws IOException {
    return new State(StateFile.in(folder), environment);
  }

  /** What was written last. A damaged file is set aside, and there is nothing then. */
  List<Kept> read() throws IOException {
    Optional<byte[]> content = file.read();
    if (content.isEmpty()) {
      return List.of();
    }
    try {
      return StateJson.read(content.get());
    } catch (IOException damaged) {
      environment
          .log()
          .error(
              "The connections cannot be read (%s), so there are none; their file is kept as %s, make them anew"
                  .formatted(damaged.getMessage(), file.setAside()));
      return List.of();
    }
  }

  /** Writes all anew. */
  void write(List<Kept> connections) throws RefusedChangeException {
    try {
      file.write(StateJson.write(connections));
    } catch (IOException refused) {
      environment.telemetry().add(SelfMetric.CONNECTIONS_STATE_FAILED, 1);
      throw new RefusedChangeException(
          500,
          "the change cannot be kept, nothing can be written to the state folder (%s); make it"
                  .formatted(refused)
              + " writable, and try again");
    }
  }
}
