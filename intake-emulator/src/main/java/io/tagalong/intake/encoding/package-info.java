/** The encodings of bodies, and how to unpack each; the only user of aircompressor. */
@NullMarked
package io.tagalong.intake.encoding;

import org.jspecify.annotations.NullMarked;
