/** The agent's way to Datadog's logs: a bounded queue and one thread that posts to the sidecar. */
@NullMarked
package io.tagalong.agent.logs;

import org.jspecify.annotations.NullMarked;
