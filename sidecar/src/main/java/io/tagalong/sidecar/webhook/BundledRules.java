package io.tagalong.sidecar.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The descriptions of webhooks that are part of the program, YAML files beside this class. */
public final class BundledRules {
  /** What can be asked for by name. */
  public static final List<String> NAMES =
      List.of("braze", "prism", "spacelift", "spacelift_series", "statsig");

  private BundledRules() {}

  /** The text of a description; nothing for a name that is not bundled. */
  public static Optional<String> named(String name) {
    if (!NAMES.contains(name)) {
      return Optional.empty();
    }
    try (InputStream in = BundledRules.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException(name + ".yaml is missing in the jar; build it again");
      }
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name + ".yaml in the jar cannot be read", unreadable);
    }
  }
}
