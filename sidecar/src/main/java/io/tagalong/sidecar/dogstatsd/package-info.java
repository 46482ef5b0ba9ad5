/** The DogStatsD wire grammar: from the bytes of a datagram to metric messages. */
@NullMarked
package io.tagalong.sidecar.dogstatsd;

import org.jspecify.annotations.NullMarked;
