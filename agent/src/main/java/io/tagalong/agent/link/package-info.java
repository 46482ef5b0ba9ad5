/** Turns the paths of a rule into method handles when a woven call runs for the first time. */
@NullMarked
package io.tagalong.agent.link;

import org.jspecify.annotations.NullMarked;
