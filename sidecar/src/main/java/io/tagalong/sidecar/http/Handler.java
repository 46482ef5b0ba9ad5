package io.tagalong.sidecar.http;

/** Answers whole requests, several at a time, each on the thread of its connection. */
@FunctionalInterface
public interface Handler {
  /** What a body may have, if its handler says nothing else: 1 MiB. */
  int STANDARD_BODY_BYTES = 1 << 20;

  Answer handle(Request request) throws RefusedException;

  /** The most bytes that the body of a request to the path may have, as it is sent. */
  default int maxBodyBytes(String path) {
    return STANDARD_BODY_BYTES;
  }
}
