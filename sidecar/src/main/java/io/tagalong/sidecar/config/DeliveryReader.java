package io.tagalong.sidecar.config;

import io.tagalong.sidecar.config.Sources.Sourced;
import io.tagalong.sidecar.deliver.SpoolSettings;
import io.tagalong.sidecar.encode.DeliveryMode;
import io.tagalong.sidecar.encode.EncodeOptions;
import io.tagalong.sidecar.encode.Encoding;
import io.tagalong.sidecar.spool.Spool;
import io.tagalong.sidecar.spool.SpoolLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads how bodies are made and kept. */
final class DeliveryReader {

  private final Sources sources;
  private final List<Problem> problems;

  DeliveryReader(Sources sources, List<Problem> problems) {
    this.sources = sources;
    this.problems = problems;
  }

  /**
   * Reads the settings.
   *
   * @param maxSpoolBytes what {@link Setting#SPOOL_BYTES} says
   */
  DeliverySettings settings(long maxSpoolBytes) {
    DeliveryMode sketches =
        new AggregationReader(sources, problems)
            .oneOf(DeliveryMode.values(), Setting.SKETCH_DELIVERY);
    SpoolLimits limits = new SpoolLimits(maxSpoolBytes, SpoolLimits.DISK_RATIO);
    Optional<Path> folder = sources.find(Setting.SPOOL_DIR).flatMap(this::writableFolder);
    return new DeliverySettings(
        new EncodeOptions(Encoding.DEFLATE, sketches),
        folder.map(path -> new SpoolSettings(path, limits)),
        new NetworkReader(sources, problems).settings());
  }

  /** Tried out now: a spool that fails only when it is needed would be no spool. */
  private Optional<Path> writableFolder(Sourced given) {
    Path folder = Path.of(given.text());
    try {
      Spool.probe(folder);
      return Optional.of(folder);
    } catch (IOException refused) {
      problems.add(
          Problem.of(
              given.origin(),
              "nothing can be written to the folder %s (%s)".formatted(folder, refused),
              "Name a folder that this user may write to, or leave the setting out"));
      return Optional.empty();
    }
  }
}
