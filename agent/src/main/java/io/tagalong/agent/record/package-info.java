/** Bounded tables of counters that application threads write and the flush thread reads. */
@NullMarked
package io.tagalong.agent.record;

import org.jspecify.annotations.NullMarked;
