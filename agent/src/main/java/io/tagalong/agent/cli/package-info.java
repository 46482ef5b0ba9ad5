/** What the agent's jar does when it is started by itself. */
@NullMarked
package io.tagalong.agent.cli;

import org.jspecify.annotations.NullMarked;
