/** What rules cannot express: Java code of the agent that watches calls. */
@NullMarked
package io.tagalong.agent.probe;

import org.jspecify.annotations.NullMarked;
