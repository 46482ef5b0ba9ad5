/** One daemon thread that sends what the tables have counted as DogStatsD. */
@NullMarked
package io.tagalong.agent.flush;

import org.jspecify.annotations.NullMarked;
