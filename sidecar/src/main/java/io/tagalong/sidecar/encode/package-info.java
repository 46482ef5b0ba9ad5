/** Turns a closed bucket into bodies that Datadog's intake accepts: pure functions, exact sizes. */
@NullMarked
package io.tagalong.sidecar.encode;

import org.jspecify.annotations.NullMarked;
