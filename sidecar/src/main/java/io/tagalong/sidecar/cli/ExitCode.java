package io.tagalong.sidecar.cli;

/**
 * What the process tells its supervisor, as in BSD's {@code sysexits.h}.
 *
 * <p>A stop by SIGTERM or SIGINT is an end like any other once the sidecar has drained. The JVM's
 * own answer, 128 plus the signal's number, would read as a failure: Kubernetes calls a job's pod
 * failed when one of its containers ends with anything but 0, and systemd calls the unit failed.
 * That answer remains where the drain breaks off because of a defect.
 */
final class ExitCode {

  /** Done, running well, or stopped by a signal and drained. */
  static final int OK = 0;

  /** EX_UNAVAILABLE: the address to listen on is not to be had. */
  static final int UNAVAILABLE = 69;

  /** EX_CONFIG: wrong settings, unknown flags included. Starting again will not help. */
  static final int CONFIGURATION = 78;

  private ExitCode() {}
}
