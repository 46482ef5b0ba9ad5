package io.tagalong.sidecar.deliver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of folders in the spool: they tell owners apart, also after the next start, without telling
 * where these are. No key comes back out of a quarter of its SHA-256: it is 128 bits of chance.
 */
final class FolderName {

  private static final String ENDPOINT = "endpoint-";
  private static final int DIGEST_BYTES = 8;

  private FolderName() {}

  static String ofEndpoint(String identity) {
    return ENDPOINT + digest(identity);
  }

  static String ofConnection(String id) {
    return "connection-" + digest(id);
  }

  static boolean isOfEndpoint(String name) {
    return name.startsWith(ENDPOINT);
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
