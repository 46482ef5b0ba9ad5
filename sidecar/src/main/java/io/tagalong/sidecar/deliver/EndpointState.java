package io.tagalong.sidecar.deliver;

/**
 * How the delivery to one endpoint does.
 *
 * @param endpoint its name, as the log has it
 * @param keyRefused whether the intake refused the key when it was last asked
 * @param failing whether the last attempt failed, of any kind of data, and will be repeated
 */
public record EndpointState(String endpoint, boolean keyRefused, boolean failing, Spool spool) {

  /** How its spool does. */
  public enum Spool {
    /** There should be none. */
    NONE,
    WORKS,
    /** Bodies wait in memory only, because the disk fails or hangs. */
    DEGRADED
  }
}
