package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Body;

/** One attempt to hand a body to the intake. */
interface Transport {

  /** Blocks until the outcome is known; every ordinary failure is an outcome, not an exception. */
  Outcome send(Body body) throws InterruptedException;
}
