/**
 * What happens to names and tags between sender and context: mapped, prefixed, filtered, completed.
 */
@NullMarked
package io.tagalong.sidecar.enrich;

import org.jspecify.annotations.NullMarked;
