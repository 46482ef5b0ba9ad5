package io.tagalong.it.model;

import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;

/** Takes the first piece of an answer and calls the rest off. */
final class FirstPiece extends Pieces {
  @Override
  public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
    context.streamingHandle().cancel();
    end(piece.text());
  }
}
