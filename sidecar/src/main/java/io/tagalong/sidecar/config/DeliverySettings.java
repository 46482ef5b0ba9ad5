package io.tagalong.sidecar.config;

import io.tagalong.sidecar.deliver.NetworkSettings;
import io.tagalong.sidecar.deliver.SpoolSettings;
import io.tagalong.sidecar.encode.EncodeOptions;
import java.util.Optional;

/**
 * How bodies are made, kept and delivered.
 *
 * @param spool where they wait on disk; without it they wait in memory
 * @param network the way to the intakes
 */
public record DeliverySettings(
    EncodeOptions encoding, Optional<SpoolSettings> spool, NetworkSettings network) {

  /** What counts when nobody sets anything. */
  public static final DeliverySettings DEFAULT =
      new DeliverySettings(EncodeOptions.DEFAULT, Optional.empty(), NetworkSettings.DEFAULT);
}
