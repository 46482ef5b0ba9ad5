package io.tagalong.sidecar.deliver;

/**
 * How the spool of one endpoint does.
 *
 * @param endpoint its name, as the log has it
 * @param degraded whether bodies wait in memory only, because the disk fails or hangs
 */
public record SpoolState(String endpoint, boolean degraded) {}
