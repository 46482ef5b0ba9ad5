/** Finds target classes by name and puts one invokedynamic into each method a rule names. */
@NullMarked
package io.tagalong.agent.weave;

import org.jspecify.annotations.NullMarked;
