package io.tagalong.sidecar.deliver;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Throws the content of an answer away. A short one is read to its end, so that the connection can
 * serve the next request; a long one is cut off. The result says whether it was read whole.
 *
 * <p>Threads: owned by the HTTP client, which calls the methods one after another.
 */
final class DiscardingSubscriber implements BodySubscriber<Boolean> {

  /** Far more than any answer of the intake. */
  static final int MAX_BYTES = 64 << 10;

  private final CompletableFuture<Boolean> end = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private long bytes;

  @Override
  public CompletionStage<Boolean> getBody() {
    return end;
  }

  @Override
  public void onSubscribe(Flow.Subscription granted) {
    subscription = granted;
    granted.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> content) {
    content.forEach(part -> bytes += part.remaining());
    if (bytes > MAX_BYTES && subscription != null) {
      subscription.cancel();
      end.complete(false);
    }
  }

  @Override
  public void onError(Throwable failure) {
    end.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    end.complete(true);
  }
}
