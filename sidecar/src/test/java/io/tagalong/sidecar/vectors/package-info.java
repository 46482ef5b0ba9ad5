/** The conformance cases in the test resources, for the tests of every package. */
@NullMarked
package io.tagalong.sidecar.vectors;

import org.jspecify.annotations.NullMarked;
