package io.tagalong.sidecar.webhook;

/**
 * How webhooks that follow one another are told apart, for senders that report each change of state
 * and no durations.
 *
 * @param key the same for all that belong together, such as a run's id
 * @param order a whole number that grows by one with each
 * @param seconds when it happened, in Unix seconds
 * @param state what begins then, and lasts until the next
 */
public record Sequence(Chain key, Chain order, Chain seconds, Chain state) {}
