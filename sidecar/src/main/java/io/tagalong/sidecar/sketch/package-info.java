/** Datadog's quantile sketch for distributions. */
@NullMarked
package io.tagalong.sidecar.sketch;

import org.jspecify.annotations.NullMarked;
