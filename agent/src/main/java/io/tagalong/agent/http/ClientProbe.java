package io.tagalong.agent.http;

import io.tagalong.agent.probe.Probe;
import org.jspecify.annotations.Nullable;

/** Watches the one method of a client that all its requests pass through. */
abstract class ClientProbe implements Probe {
  final HttpWatch watch;

  ClientProbe(HttpWatch watch) {
    this.watch = watch;
  }

  /** What the client is about to send; null when that cannot be told. */
  abstract @Nullable HttpRequest request(@Nullable Object self, @Nullable Object[] arguments);

  /**
   * The method returned: completes the request now, or arranges for it. Gives what the application
   * gets.
   */
  abstract @Nullable Object returned(Pending pending, @Nullable Object result);

  @Override
  public final @Nullable Object begin(@Nullable Object self, @Nullable Object[] arguments) {
    if (watch.nesting().inside()) {
      return null;
    }
    HttpRequest request = request(self, arguments);
    Pending pending = request == null ? null : begin(request, self, arguments);
    if (pending != null) {
      watch.nesting().enter();
    }
    return pending;
  }

  /** Begins to follow the request, unless nobody wants it. */
  @Nullable Pending begin(
      HttpRequest request, @Nullable Object self, @Nullable Object[] arguments) {
    return watch.begin(request);
  }

  @Override
  public final @Nullable Object returned(
      Object state, @Nullable Object self, @Nullable Object[] arguments, @Nullable Object result) {
    try {
      return returned((Pending) state, result);
    } finally {
      watch.nesting().leave();
    }
  }

  @Override
  public final void threw(
      Object state, @Nullable Object self, @Nullable Object[] arguments, Throwable thrown) {
    try {
      failed((Pending) state, self, thrown);
    } finally {
      watch.nesting().leave();
    }
  }

  /** The method threw: there is no response, unless a client says otherwise. */
  void failed(Pending pending, @Nullable Object self, Throwable thrown) {
    pending.failed(thrown);
  }
}
