package io.tagalong.sidecar.encode;

/**
 * An item that no body holds.
 *
 * @param name what a user would know it by: the metric, the check, the title
 */
public record Oversized(BodyKind kind, String name) {}
