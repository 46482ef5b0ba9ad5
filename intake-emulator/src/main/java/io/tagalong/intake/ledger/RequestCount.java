package io.tagalong.intake.ledger;

/**
 * How many requests to a route were answered with a status.
 *
 * @param route the path of the route, or {@code unknown}
 */
public record RequestCount(String route, int status, long count) {}
