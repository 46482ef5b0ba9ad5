/** YAML as a tree that knows where each of its parts stands; the only user of the YAML library. */
@NullMarked
package io.tagalong.sidecar.yaml;

import org.jspecify.annotations.NullMarked;
