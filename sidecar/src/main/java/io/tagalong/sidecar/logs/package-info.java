/** Logs that applications send as they would send them to Datadog, gathered into large batches. */
@NullMarked
package io.tagalong.sidecar.logs;

import org.jspecify.annotations.NullMarked;
