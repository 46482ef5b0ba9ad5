/**
 * The load benchmark: servers under traffic, in one run, by one method. Begin with {@code Main}.
 */
@NullMarked
package io.tagalong.benchmarks.load;

import org.jspecify.annotations.NullMarked;
