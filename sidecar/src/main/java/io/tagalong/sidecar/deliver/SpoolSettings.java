package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.spool.SpoolLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where bodies are stored, and how many.
 *
 * @param folder each endpoint has a folder of its own in it
 * @param limits for each endpoint
 */
public record SpoolSettings(Path folder, SpoolLimits limits) {

  /**
   * An endpoint's folder. The name tells endpoints apart, also after the next start, without
   * telling where they are; a key that is replaced keeps its folder.
   */
  Path folderOf(Endpoint endpoint) {
    byte[] name = endpoint.name().getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name);
      return folder.resolve("endpoint-" + HexFormat.of().formatHex(digest, 0, 8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
