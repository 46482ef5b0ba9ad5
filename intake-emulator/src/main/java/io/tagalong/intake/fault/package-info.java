/** What the emulator does wrong on request. */
@NullMarked
package io.tagalong.intake.fault;

import org.jspecify.annotations.NullMarked;
