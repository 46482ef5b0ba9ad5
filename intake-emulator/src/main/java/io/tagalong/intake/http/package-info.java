/** The emulator on the network: the intake routes and the query API. */
@NullMarked
package io.tagalong.intake.http;

import org.jspecify.annotations.NullMarked;
