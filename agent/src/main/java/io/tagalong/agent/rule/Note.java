package io.tagalong.agent.rule;

/** What a rule writes down beside an object, for other rules to read: {@code this@name}. */
public final class Note {
  private final String name;
  private final Path on;
  private final Chain value;

  /**
   * @param on leads to the object
   * @param value null at its end takes an earlier note away
   */
  public Note(String name, Path on, Chain value) {
    this.name = name;
    this.on = on;
    this.value = value;
  }

  public String name() {
    return name;
  }

  public Path on() {
    return on;
  }

  public Chain value() {
    return value;
  }

  @Override
  public String toString() {
    return name + " of " + on + ": " + value;
  }
}
