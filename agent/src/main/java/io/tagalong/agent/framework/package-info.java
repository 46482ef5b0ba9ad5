/**
 * Requests to language models that frameworks make, with their own clients: LangChain4j and Spring
 * AI 1.x; and those that an application makes with an HTTP client alone. What either makes with an
 * SDK is seen there.
 */
@NullMarked
package io.tagalong.agent.framework;

import org.jspecify.annotations.NullMarked;
