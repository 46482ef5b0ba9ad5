/**
 * Contexts: the raw bytes of a message, or its normalised key, in; what gathers its samples, out.
 */
@NullMarked
package io.tagalong.sidecar.context;

import org.jspecify.annotations.NullMarked;
