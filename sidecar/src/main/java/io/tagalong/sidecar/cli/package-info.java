/** The command line: verbs, flags, exit codes, and the process around the sidecar. */
@NullMarked
package io.tagalong.sidecar.cli;

import org.jspecify.annotations.NullMarked;
