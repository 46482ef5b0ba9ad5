package io.tagalong.benchmarks.load;

import io.tagalong.benchmarks.payload.Payload;
import java.util.List;

/**
 * What is sent to a server.
 *
 * @param payloads take turns, sharing the time equally
 * @param rate datagrams a second, or 0 for as many as the sender can
 * @param seconds when it ends, or 0 for no limit
 * @param count after how many datagrams it ends, or 0 for no limit
 */
record Load(List<Payload> payloads, double rate, double seconds, long count) {
  /** One payload for some seconds; with a rate of 0 as fast as the sender can. */
  static Load atRate(Payload payload, double rate, double seconds) {
    return new Load(List.of(payload), rate, seconds, 0);
  }

  /** Every datagram of the payload once. */
  static Load once(Payload payload, double rate) {
    return new Load(List.of(payload), rate, 0, payload.once().datagrams());
  }
}
