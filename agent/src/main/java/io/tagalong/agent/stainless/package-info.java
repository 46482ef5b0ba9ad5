/**
 * Watches the SDKs that Stainless generates, OpenAI's and Anthropic's for Java, which have one
 * shape: a service with a twin that gives raw responses, each synchronous or asynchronous, plain or
 * streaming.
 */
@NullMarked
package io.tagalong.agent.stainless;

import org.jspecify.annotations.NullMarked;
