/** Bodies on disk, so that an outage or a restart need not cost them. */
@NullMarked
package io.tagalong.sidecar.spool;

import org.jspecify.annotations.NullMarked;
