/** What a request can do wrong, and what the real service does about it. */
@NullMarked
package io.tagalong.intake.rule;

import org.jspecify.annotations.NullMarked;
