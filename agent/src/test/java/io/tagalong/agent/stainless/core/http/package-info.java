/** Interfaces with the names that the probes look for. */
@NullMarked
package io.tagalong.agent.stainless.core.http;

import org.jspecify.annotations.NullMarked;
