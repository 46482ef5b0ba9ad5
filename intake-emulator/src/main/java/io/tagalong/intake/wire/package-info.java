/** From protobuf bytes to values; the only user of protobuf. */
@NullMarked
package io.tagalong.intake.wire;

import org.jspecify.annotations.NullMarked;
