/** The sockets: datagrams in, on one event loop whose thread also parses and aggregates them. */
@NullMarked
package io.tagalong.sidecar.listen;

import org.jspecify.annotations.NullMarked;
