package io.tagalong.agent.stainless;

import java.util.Comparator;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The chunks of a stream, as the SDK gives them, with a call that watches them pass. */
final class WatchedSpliterator<T> implements Spliterator<T> {
  private final Spliterator<T> source;
  private final Call call;

  /** Whether the application has the chunk: what is thrown then is its own, and ends no stream. */
  private boolean outside;

  WatchedSpliterator(Spliterator<T> source, Call call) {
    this.source = source;
    this.call = call;
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    boolean more;
    try {
      more = source.tryAdvance(chunk -> pass(chunk, action));
    } catch (Throwable thrown) {
      if (!outside) {
        call.failed(thrown);
      }
      throw thrown;
    }
    if (!more) {
      call.ended();
    }
    return more;
  }

  private void pass(T chunk, Consumer<? super T> action) {
    call.saw(chunk);
    outside = true;
    action.accept(chunk);
    outside = false;
  }

  /** Null: chunks come one after another, and so they are watched. */
  @Override
  public @Nullable Spliterator<T> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return source.estimateSize();
  }

  @Override
  public int characteristics() {
    return source.characteristics();
  }

  @Override
  public Comparator<? super T> getComparator() {
    return source.getComparator();
  }
}
