/** The sidecar as a whole: what is connected to what, and in which order it starts and stops. */
@NullMarked
package io.tagalong.sidecar;

import org.jspecify.annotations.NullMarked;
