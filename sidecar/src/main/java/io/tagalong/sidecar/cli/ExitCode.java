package io.tagalong.sidecar.cli;

/**
 * What the process tells its supervisor, as in BSD's {@code sysexits.h}. A process that is ended by
 * a signal exits with 128 plus the signal's number after its drain, as every JVM does.
 */
final class ExitCode {

  /** Done, or running well. */
  static final int OK = 0;

  /** EX_UNAVAILABLE: the address to listen on is not to be had. */
  static final int UNAVAILABLE = 69;

  /** EX_CONFIG: wrong settings, unknown flags included. Starting again will not help. */
  static final int CONFIGURATION = 78;

  private ExitCode() {}
}
