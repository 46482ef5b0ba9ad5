package io.tagalong.sidecar.dogstatsd;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a message, as the sender itself says: the fields {@code c:}, {@code e:} and {@code
 * card:}. Nothing is looked up, and what is absent or empty is null.
 *
 * @param containerId from {@code c:ci-<id>}, or the older {@code c:cid-<id>} and {@code c:<id>}
 * @param cgroupInode from {@code c:in-<inode>}; 64 bits, unsigned
 * @param externalData the text after {@code e:}, a list of {@code it-}, {@code cn-} and {@code pu-}
 * @param cardinality the text after {@code card:}, known or not
 */
public record Origin(
    @Nullable String containerId,
    @Nullable Long cgroupInode,
    @Nullable String externalData,
    @Nullable String cardinality) {
  /** Of a message that names no origin. */
  public static final Origin NONE = new Origin(null, null, null, null);
}
