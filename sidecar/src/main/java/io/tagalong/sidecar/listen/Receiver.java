package io.tagalong.sidecar.listen;

import java.io.IOException;

/** A socket of any kind that is bound and receives on the event loop. */
interface Receiver {

  /** Where it listens, as users write it: {@code udp://127.0.0.1:8125}. */
  String url();

  /** Ends what other threads do for it. Not called on the loop, which still runs. */
  default void detach() {}

  /**
   * Handles all that had arrived when the call began; on the loop.
   *
   * <p>It ends when the socket is empty, or, under senders that never pause, when more bytes were
   * read than the socket can hold: by then everything older is through.
   */
  void drain() throws IOException;

  /** Closes the socket; on the loop. */
  void shut();
}
