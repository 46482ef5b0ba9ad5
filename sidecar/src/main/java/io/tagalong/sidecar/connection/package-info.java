/**
 * Connections: the export of an LLM gateway's logs and metrics to a Datadog account of their own,
 * in cycles, and the API to manage it.
 */
@NullMarked
package io.tagalong.sidecar.connection;

import org.jspecify.annotations.NullMarked;
