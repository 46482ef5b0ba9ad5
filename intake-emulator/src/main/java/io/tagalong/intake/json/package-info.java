/** From JSON text to values and back, strictly; the only user of Jackson. */
@NullMarked
package io.tagalong.intake.json;

import org.jspecify.annotations.NullMarked;
