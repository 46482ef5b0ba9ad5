package io.tagalong.agent.stainless.core.http;

/** As in the SDKs, without headers. */
public interface HttpResponseFor<T> extends AutoCloseable {
  int statusCode();

  T parse();

  @Override
  void close();
}
