/** What contexts gather in one bucket, in columns: samples in, a report at the end out. */
@NullMarked
package io.tagalong.sidecar.cell;

import org.jspecify.annotations.NullMarked;
