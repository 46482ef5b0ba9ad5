/** JSON from outside, read into the same parts as YAML. */
@NullMarked
package io.tagalong.sidecar.json;

import org.jspecify.annotations.NullMarked;
