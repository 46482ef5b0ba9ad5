/** Contexts and time buckets: many samples in, one immutable snapshot per bucket out. */
@NullMarked
package io.tagalong.sidecar.aggregate;

import org.jspecify.annotations.NullMarked;
