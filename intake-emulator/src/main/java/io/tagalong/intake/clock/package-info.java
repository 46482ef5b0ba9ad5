/** The time that the emulator believes in. */
@NullMarked
package io.tagalong.intake.clock;

import org.jspecify.annotations.NullMarked;
