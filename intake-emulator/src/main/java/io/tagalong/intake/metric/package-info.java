/** The values that travel through the emulator: series, sketches and the context they belong to. */
@NullMarked
package io.tagalong.intake.metric;

import org.jspecify.annotations.NullMarked;
