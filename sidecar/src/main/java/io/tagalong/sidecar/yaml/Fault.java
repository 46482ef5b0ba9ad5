package io.tagalong.sidecar.yaml;

/** Why a text, or a part of it, cannot be taken: what is wrong, and what to do. */
public record Fault(Position position, String complaint, String remedy) {}
