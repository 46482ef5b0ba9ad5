/**
 * Requests to language models through a gateway: what one was, which count, what it cost, and the
 * metrics and the log that it becomes. Never a prompt, a completion or a key.
 */
@NullMarked
package io.tagalong.agent.llm;

import org.jspecify.annotations.NullMarked;
