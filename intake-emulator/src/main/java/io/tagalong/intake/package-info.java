/**
 * A strict stand-in for Datadog's intake, to embed in a test: start it, send to it, ask it what it
 * holds.
 */
@NullMarked
package io.tagalong.intake;

import org.jspecify.annotations.NullMarked;
