/**
 * Webhooks: who may send them, and which metrics, events and logs they become, by rules that a user
 * can read and change.
 */
@NullMarked
package io.tagalong.sidecar.webhook;

import org.jspecify.annotations.NullMarked;
