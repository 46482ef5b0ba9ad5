/** What to count: rules as data, and the bundled packs. */
@NullMarked
package io.tagalong.agent.rule;

import org.jspecify.annotations.NullMarked;
