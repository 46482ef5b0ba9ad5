/** What Datadog would hold after everything that was sent. */
@NullMarked
package io.tagalong.intake.store;

import org.jspecify.annotations.NullMarked;
