/** The values that are no metrics: events, service checks, logs, dashboards. */
@NullMarked
package io.tagalong.intake.item;

import org.jspecify.annotations.NullMarked;
