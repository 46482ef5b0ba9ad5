/** The emulator's memory under one lock: data, violations, request counts. */
@NullMarked
package io.tagalong.intake.ledger;

import org.jspecify.annotations.NullMarked;
