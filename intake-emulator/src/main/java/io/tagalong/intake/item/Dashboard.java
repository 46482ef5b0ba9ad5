package io.tagalong.intake.item;

/**
 * A dashboard as it was sent.
 *
 * @param layoutType {@code ordered} or {@code free}; anything else is a broken rule
 * @param widgets how many it has
 */
public record Dashboard(String title, String layoutType, int widgets) {}
