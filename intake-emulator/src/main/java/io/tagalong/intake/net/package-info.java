/**
 * HTTP/1.1 on blocking sockets, down to the byte: the one place that knows sockets.
 *
 * <p>A server that has to misbehave on purpose (reset, hang, cut, drip) must own the wire, which no
 * ordinary server gives away.
 */
@NullMarked
package io.tagalong.intake.net;

import org.jspecify.annotations.NullMarked;
