package io.tagalong.agent.stainless;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** For a stream of chunks: the call ends when it is read to its end, fails or is closed. */
final class StreamStandIn extends StandIn {
  /** Guarded by this; made once, since the SDK gives the same stream each time. */
  private @Nullable Stream<?> watched;

  StreamStandIn(Object stream, Call call) {
    super(stream, call);
  }

  @Override
  @Nullable Object answer(Method method, @Nullable Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "stream":
        return stream(method);
      case "close":
        return close(method);
      default:
        return ask(method, arguments);
    }
  }

  private synchronized @Nullable Object stream(Method method) throws Throwable {
    if (watched == null) {
      Object stream = ask(method);
      if (!(stream instanceof Stream)) {
        return stream;
      }
      watched = watched((Stream<?>) stream);
    }
    return watched;
  }

  private <T> Stream<T> watched(Stream<T> stream) {
    return StreamSupport.stream(
            new WatchedSpliterator<>(stream.spliterator(), call), stream.isParallel())
        .onClose(stream::close);
  }
}
