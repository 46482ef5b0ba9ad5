/** Starts the agent, reads its options and wires the rooms below. */
@NullMarked
package io.tagalong.agent;

import org.jspecify.annotations.NullMarked;
