/** The sidecar's settings: the table of them, where their values come from, and what is refused. */
@NullMarked
package io.tagalong.sidecar.config;

import org.jspecify.annotations.NullMarked;
