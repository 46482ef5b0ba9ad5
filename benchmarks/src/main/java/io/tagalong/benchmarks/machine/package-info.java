/** The machine under the benchmark: processes, what they cost, and what the kernel dropped. */
@NullMarked
package io.tagalong.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
