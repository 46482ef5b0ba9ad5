/** The semantic checks of series and sketches. */
@NullMarked
package io.tagalong.intake.check;

import org.jspecify.annotations.NullMarked;
