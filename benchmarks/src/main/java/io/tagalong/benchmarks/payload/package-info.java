/** Seeded DogStatsD traffic, and what a server must have counted after so many datagrams of it. */
@NullMarked
package io.tagalong.benchmarks.payload;

import org.jspecify.annotations.NullMarked;
