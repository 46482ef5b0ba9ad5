/** Certificates made at run time, good and bad, and connections that use them. */
@NullMarked
package io.tagalong.intake.tls;

import org.jspecify.annotations.NullMarked;
