/** JMH benchmarks of the hot paths. Compare figures of one run only. */
@NullMarked
package io.tagalong.benchmarks;

import org.jspecify.annotations.NullMarked;
