/** The API key: what it looks like, and where it is read. */
@NullMarked
package io.tagalong.sidecar.key;

import org.jspecify.annotations.NullMarked;
