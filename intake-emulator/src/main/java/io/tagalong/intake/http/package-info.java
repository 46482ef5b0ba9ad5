/** The routes of the intake: what each takes, checks and answers, and which keys it accepts. */
@NullMarked
package io.tagalong.intake.http;

import org.jspecify.annotations.NullMarked;
