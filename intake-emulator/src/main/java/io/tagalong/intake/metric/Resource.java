package io.tagalong.intake.metric;

/**
 * A thing that a series is about, such as {@code host} or {@code device}.
 *
 * @param type what it is
 * @param name which one
 */
public record Resource(String type, String name) {
  public boolean isHost() {
    return type.equals("host");
  }
}
