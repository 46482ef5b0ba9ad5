package io.tagalong.it.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.CompletableFuture;

/** Puts an answer together whose pieces come on a thread of the HTTP client. */
class Pieces implements StreamingChatResponseHandler {
  private final StringBuilder text = new StringBuilder();
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  /** The answer, or the error as the cause of what this throws. */
  final String await() throws Exception {
    return answer.get();
  }

  final void end(String text) {
    answer.complete(text);
  }

  @Override
  public void onPartialResponse(String piece) {
    text.append(piece);
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    end(text.toString());
  }

  @Override
  public void onError(Throwable error) {
    answer.completeExceptionally(error);
  }
}
