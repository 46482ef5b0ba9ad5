package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.spool.Spool;
import io.tagalong.sidecar.spool.SpoolEntry;
import io.tagalong.sidecar.spool.SpoolInUseException;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the spool still holds for endpoints that the settings no longer have. It is nobody else's,
 * so it is not delivered. It waits for its endpoint to come back until it is too old to be of use,
 * and then goes, at the next start.
 *
 * <p>Threads: the one that starts the sidecar, which waits for the disk's for a bounded time.
 */
final class Leftovers {

  private final SpoolSettings settings;
  private final DeliveryEnvironment environment;

  Leftovers(SpoolSettings settings, DeliveryEnvironment environment) {
    this.settings = settings;
    this.environment = environment;
  }

  /** Items that went, and those that stay. */
  private record Found(long expired, long waiting) {
    static final Found NOTHING = new Found(0, 0);

    Found plus(Found other) {
      return new Found(expired + other.expired, waiting + other.waiting);
    }
  }

  /** Deletes and counts what is too old, in all folders but those of the endpoints. */
  void expire(List<Endpoint> endpoints) {
    Set<Path> owned = endpoints.stream().map(settings::folderOf).collect(Collectors.toSet());
    DiskThread disk = new DiskThread("tagalong-spool-leftovers", DiskThread.PATIENCE);
    try {
      tell(disk.await(() -> expireBut(owned), this::tell));
    } catch (IOException failure) {
      environment.telemetry().add(SelfMetric.SPOOL_FAILURES, 1);
      environment
          .log()
          .warn(
              ("The spool cannot be searched for what endpoints have left that are no longer in the"
                      + " settings (%s); the next start tries again")
                  .formatted(failure));
    } finally {
      disk.close();
    }
  }

  private Found expireBut(Set<Path> owned) throws IOException {
    if (!Files.isDirectory(settings.folder())) {
      return Found.NOTHING;
    }
    Found found = Found.NOTHING;
    for (Path folder : foldersOfEndpoints()) {
      if (!owned.contains(folder)) {
        found = found.plus(expireIn(folder));
      }
    }
    return found;
  }

  private List<Path> foldersOfEndpoints() throws IOException {
    try (Stream<Path> all = Files.list(settings.folder())) {
      return all.filter(path -> FolderName.isOfEndpoint(String.valueOf(path.getFileName())))
          .toList();
    }
  }

  private Found expireIn(Path folder) throws IOException {
    long[] expired = new long[1];
    try (Spool spool = Spool.open(folder, settings.limits())) {
      spool.deleteExpired(environment.clock().seconds(), entry -> expired[0] += entry.items());
      return new Found(expired[0], spool.entries().stream().mapToLong(SpoolEntry::items).sum());
    } catch (SpoolInUseException ofAnotherProcess) {
      return Found.NOTHING; // its endpoint is in the settings of that
    }
  }

  private void tell(Found found) {
    if (found.expired() > 0) {
      environment.telemetry().add(SelfMetric.ITEMS_DROPPED_LEFT_BEHIND, found.expired());
      environment
          .log()
          .warn(
              ("Dropped %d items from the spool: too old to be of use, and the settings no longer have"
                      + " the endpoint that they were for")
                  .formatted(found.expired()));
    }
    if (found.waiting() > 0) {
      environment
          .log()
          .warn(
              ("The spool holds %d items for an endpoint that the settings no longer have. Put its"
                      + " address and key back to deliver them; else they are dropped when too old.")
                  .formatted(found.waiting()));
    }
  }
}
