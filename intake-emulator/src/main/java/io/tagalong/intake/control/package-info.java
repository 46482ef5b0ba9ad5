/** The emulator's own API below /emulator: queries, waiting, faults, clock, keys. */
@NullMarked
package io.tagalong.intake.control;

import org.jspecify.annotations.NullMarked;
