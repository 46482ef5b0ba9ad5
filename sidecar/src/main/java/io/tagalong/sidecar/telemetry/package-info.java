/** What the sidecar says about itself: its own counters and its log. */
@NullMarked
package io.tagalong.sidecar.telemetry;

import org.jspecify.annotations.NullMarked;
