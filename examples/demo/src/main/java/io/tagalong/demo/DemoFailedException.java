package io.tagalong.demo;

/** The demo cannot go on; the message says why and what to do. */
final class DemoFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  DemoFailedException(String message) {
    super(message);
  }
}
