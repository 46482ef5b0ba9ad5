package io.tagalong.sidecar.deliver;

/**
 * The account of delivery, in items. Nothing is lost in between: {@code accepted} is the sum of the
 * others.
 */
public record DeliveryFigures(long accepted, long delivered, long queued, long dropped) {}
