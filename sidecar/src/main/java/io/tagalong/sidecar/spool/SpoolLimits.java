package io.tagalong.sidecar.spool;

/**
 * What a spool may take of a disk, besides the few damaged files that it keeps. How long a body is
 * kept is its kind's affair.
 *
 * @param maxBytes most bytes of all files, each a whole number of blocks
 * @param maxFiles most files: a start lists them all, and is to be over in two seconds
 * @param maxDiskRatio no file is added that would leave the disk fuller than that, from 0 to 1
 */
public record SpoolLimits(long maxBytes, int maxFiles, double maxDiskRatio) {

  /** The Agent's {@code forwarder_storage_max_disk_ratio}. */
  public static final double DISK_RATIO = 0.8;

  /** A start lists twice as many in less than a second of processor time. */
  public static final int MAX_FILES = 8_192;

  /** What the usual file systems give out at least: a block of ext4 or xfs. */
  static final int BLOCK_BYTES = 4_096;

  /** Limits with the usual number of files. */
  public SpoolLimits(long maxBytes, double maxDiskRatio) {
    this(maxBytes, MAX_FILES, maxDiskRatio);
  }
}
