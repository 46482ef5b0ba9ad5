/**
 * The HTTP API of language models: which addresses belong to it, and the requests to it that an
 * application makes with an HTTP client alone.
 */
@NullMarked
package io.tagalong.agent.model;

import org.jspecify.annotations.NullMarked;
