package io.tagalong.sidecar.yaml;

/**
 * Where something stands in a text.
 *
 * @param line from 1; 0 when it is not known
 * @param column from 1; 0 when it is not known
 */
public record Position(int line, int column) {
  /** Of what does not come from a text whose lines a user could look up. */
  public static final Position UNKNOWN = new Position(0, 0);

  public boolean isKnown() {
    return line > 0;
  }
}
