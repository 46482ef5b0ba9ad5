/** Histograms: which figures of one the settings want, and the values that these are taken from. */
@NullMarked
package io.tagalong.sidecar.histogram;

import org.jspecify.annotations.NullMarked;
