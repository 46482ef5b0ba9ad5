/** The sidecar under a time that is turned from outside, as a process of its own. */
@NullMarked
package io.tagalong.turned;

import org.jspecify.annotations.NullMarked;
