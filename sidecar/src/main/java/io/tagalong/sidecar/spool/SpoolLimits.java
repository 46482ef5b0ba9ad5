package io.tagalong.sidecar.spool;

/**
 * What a spool may take of a disk. How long a body is kept is its kind's affair.
 *
 * @param maxBytes most bytes of all files
 * @param maxDiskRatio no file is added that would leave the disk fuller than that, from 0 to 1
 */
public record SpoolLimits(long maxBytes, double maxDiskRatio) {

  /** The Agent's {@code forwarder_storage_max_disk_ratio}. */
  public static final double DISK_RATIO = 0.8;
}
