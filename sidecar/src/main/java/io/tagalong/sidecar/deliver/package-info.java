/**
 * Delivers bodies to the intake: queue, retry, and an account in which every item is found again.
 */
@NullMarked
package io.tagalong.sidecar.deliver;

import org.jspecify.annotations.NullMarked;
