package io.tagalong.agent.json;

/** A text that is no JSON. The message says where it stops being so, and quotes nothing of it. */
public final class JsonException extends Exception {
  private static final long serialVersionUID = 1L;

  JsonException(String expected, int position) {
    super("expected " + expected + " at character " + position);
  }
}
