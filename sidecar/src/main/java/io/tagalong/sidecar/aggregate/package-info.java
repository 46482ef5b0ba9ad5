/**
 * Time buckets: many samples in, one immutable snapshot per bucket out. A sample goes from its
 * {@link io.tagalong.sidecar.context.ContextTable context} into a {@link
 * io.tagalong.sidecar.cell.Cells column} of the open bucket; a closed bucket goes through the
 * merger and the stage, where cells report.
 */
@NullMarked
package io.tagalong.sidecar.aggregate;

import org.jspecify.annotations.NullMarked;
