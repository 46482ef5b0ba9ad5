package io.tagalong.sidecar.http;

/** Answers whole requests, several at a time, each on the thread of its connection. */
@FunctionalInterface
public interface Handler {
  Answer handle(Request request) throws RefusedException;
}
