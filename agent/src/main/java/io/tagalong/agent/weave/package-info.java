/**
 * Finds target classes by name and puts calls, each an invokedynamic, into the methods that a rule
 * names: where they begin, before each return, where they throw.
 */
@NullMarked
package io.tagalong.agent.weave;

import org.jspecify.annotations.NullMarked;
