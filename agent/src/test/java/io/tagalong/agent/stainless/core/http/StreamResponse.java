package io.tagalong.agent.stainless.core.http;

import java.util.stream.Stream;

/** As in the SDKs. */
public interface StreamResponse<T> extends AutoCloseable {
  Stream<T> stream();

  @Override
  void close();
}
