package io.tagalong.sidecar.connection;

/** Why a sync began. */
enum Trigger {
  /** Its interval was over. */
  SCHEDULE,
  /** A user asked for it. */
  MANUAL,
  /** The connection was paused, and what it kept is due. */
  RESUME,
  /** The intake takes the key again. */
  RECOVERY,
  /** The sidecar stops. */
  SHUTDOWN
}
