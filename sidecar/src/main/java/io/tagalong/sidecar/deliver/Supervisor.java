package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Body;

/**
 * Who decides when the delivery to one endpoint may send, and is told what becomes of it. All calls
 * come from the endpoint's delivery thread. It holds the queue's lock when it asks {@link
 * #maySend}, which therefore takes none; it holds no lock when it tells.
 */
public interface Supervisor {
  /** For an endpoint that may always send. */
  Supervisor NONE = new Supervisor() {};

  /** Whether bodies may be sent now. What changes this wakes the delivery. */
  default boolean maySend() {
    return true;
  }

  /** The intake has taken a body. */
  default void delivered(Body body) {}

  /**
   * An attempt failed that will be repeated.
   *
   * @param reason what went wrong, as a part of a sentence
   */
  default void failed(String reason) {}

  /** The intake will never take a body, which was dropped. */
  default void rejected(Body body, int status) {}

  /**
   * The delivery has done one thing, or found that there is none to do.
   *
   * @param keyRefused whether the intake refused the key when it was last asked
   */
  default void turned(boolean keyRefused) {}
}
