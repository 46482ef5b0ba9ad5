package io.tagalong.sidecar.http;

/**
 * What a client is told.
 *
 * @param word the whole body: one word, never anything of the request
 */
public record Answer(int status, String word) {
  /** All is well; what was sent is on its way. */
  public static final Answer ACCEPTED = new Answer(202, "accepted");
}
