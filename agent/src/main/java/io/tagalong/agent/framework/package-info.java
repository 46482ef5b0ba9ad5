/**
 * Requests to language models that frameworks make with their own clients: LangChain4j and Spring
 * AI 1.x. What they make with an SDK is seen there.
 */
@NullMarked
package io.tagalong.agent.framework;

import org.jspecify.annotations.NullMarked;
