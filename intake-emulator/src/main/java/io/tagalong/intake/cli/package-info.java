/** The emulator as a program. */
@NullMarked
package io.tagalong.intake.cli;

import org.jspecify.annotations.NullMarked;
