package io.tagalong.sidecar.config;

import io.tagalong.sidecar.config.Sources.Sourced;
import io.tagalong.sidecar.deliver.SpoolProbe;
import io.tagalong.sidecar.deliver.SpoolSettings;
import io.tagalong.sidecar.encode.DeliveryMode;
import io.tagalong.sidecar.encode.EncodeOptions;
import io.tagalong.sidecar.encode.Encoding;
import io.tagalong.sidecar.encode.SketchDelivery;
import io.tagalong.sidecar.encode.SketchDelivery.Rule;
import io.tagalong.sidecar.spool.SpoolLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads how bodies are made and kept. */
final class DeliveryReader {
  private static final Encoding[] COMPRESSIONS = {Encoding.ZLIB, Encoding.GZIP, Encoding.ZSTD};

  private static final String RULES_SHAPE =
      "Allowed is a list like [{\"match\": \"braze.*\", \"delivery\": \"at_most_once\"}]";

  private final Sources sources;
  private final List<Problem> problems;
  private final AggregationReader words;

  DeliveryReader(Sources sources, List<Problem> problems) {
    this.sources = sources;
    this.problems = problems;
    this.words = new AggregationReader(sources, problems);
  }

  /**
   * Reads the settings.
   *
   * @param maxSpoolBytes what {@link Setting#SPOOL_BYTES} says
   */
  DeliverySettings settings(long maxSpoolBytes) {
    SpoolLimits limits = new SpoolLimits(maxSpoolBytes, SpoolLimits.DISK_RATIO);
    Optional<Path> folder = sources.find(Setting.SPOOL_DIR).flatMap(this::writableFolder);
    return new DeliverySettings(
        new EncodeOptions(words.oneOf(COMPRESSIONS, Setting.COMPRESSION), sketches()),
        folder.map(path -> new SpoolSettings(path, limits)),
        new NetworkReader(sources, problems).settings());
  }

  private SketchDelivery sketches() {
    DeliveryMode general = words.oneOf(DeliveryMode.values(), Setting.SKETCH_DELIVERY);
    Stream<Rule> given =
        sources.find(Setting.SKETCH_DELIVERY_RULES).stream()
            .flatMap(setting -> Part.of(setting, RULES_SHAPE, problems).items().stream())
            .map(this::rule);
    List<Rule> rules = Stream.concat(given, SketchDelivery.BUNDLED.stream()).toList();
    return new SketchDelivery(general, rules);
  }

  private Rule rule(Part part) {
    part.allowing(List.of("match", "delivery"));
    return new Rule(
        Patterns.wildcard(part.field("match")),
        words.oneOf(DeliveryMode.values(), part.field("delivery")));
  }

  /** Tried out now: a spool that fails only when it is needed would be no spool. */
  private Optional<Path> writableFolder(Sourced given) {
    Path folder = Path.of(given.text());
    try {
      SpoolProbe.probe(folder);
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
