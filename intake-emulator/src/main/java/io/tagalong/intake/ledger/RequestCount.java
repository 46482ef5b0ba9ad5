package io.tagalong.intake.ledger;

/**
 * How many requests to a route were answered with a status.
 *
 * @param route the path of the route, or {@code unknown}
 * @param status 0 where a fault script withheld the answer
 */
public record RequestCount(String route, int status, long count) {}
