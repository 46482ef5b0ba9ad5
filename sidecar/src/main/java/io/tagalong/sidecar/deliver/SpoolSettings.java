package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.spool.SpoolLimits;
import java.nio.file.Path;

/**
 * Where bodies are stored, and how many.
 *
 * @param folder each endpoint has a folder of its own in it
 * @param limits for each endpoint
 */
public record SpoolSettings(Path folder, SpoolLimits limits) {

  Path folderOf(Endpoint endpoint) {
    return folder.resolve(endpoint.spoolFolder());
  }
}
