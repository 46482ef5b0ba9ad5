package io.tagalong.sidecar.http;

/**
 * What a client is told.
 *
 * @param contentType such as {@code application/json}
 * @param text the whole body, sent in UTF-8
 */
public record Answer(int status, String contentType, String text) {
  /** All is well; what was sent is on its way. */
  public static final Answer ACCEPTED = new Answer(202, "accepted");

  /** An answer of one word, never anything of the request: its sender may be anybody. */
  public Answer(int status, String word) {
    this(status, "text/plain", word);
  }

  /** An answer for a client that reads JSON. */
  public static Answer json(int status, String json) {
    return new Answer(status, "application/json", json);
  }
}
