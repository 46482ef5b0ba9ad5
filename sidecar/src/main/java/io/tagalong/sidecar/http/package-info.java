/** A small HTTP server for what others push: one bounded request a connection, then its answer. */
@NullMarked
package io.tagalong.sidecar.http;

import org.jspecify.annotations.NullMarked;
