/** What to record, as data: rules, and the books in which they are found by class. */
@NullMarked
package io.tagalong.agent.rule;

import org.jspecify.annotations.NullMarked;
