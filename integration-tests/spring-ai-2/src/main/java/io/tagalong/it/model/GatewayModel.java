package io.tagalong.it.model;

import java.util.Objects;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;

/** A model as an application of Spring AI 2.x sees it, through OpenAI's own SDK. */
public final class GatewayModel {
  private final OpenAiChatModel chat;
  private final OpenAiEmbeddingModel embedding;

  /**
   * A model behind a gateway.
   *
   * @param baseUrl without {@code /v1}
   * @param retries how often a call that the server failed is tried again
   */
  public GatewayModel(String baseUrl, String key, String name, int retries) {
    OpenAiEmbeddingOptions.Builder embeddingOptions = OpenAiEmbeddingOptions.builder();
    embeddingOptions.baseUrl(baseUrl + "/v1").apiKey(key).model(name).maxRetries(retries);
    this.embedding = OpenAiEmbeddingModel.builder().options(embeddingOptions.build()).build();
    this.chat =
        OpenAiChatModel.builder()
            .options(
                OpenAiChatOptions.builder()
                    .baseUrl(baseUrl + "/v1")
                    .apiKey(key)
                    .model(name)
                    .streamUsage(true)
                    .maxRetries(retries)
                    .build())
            .build();
  }

  /** The whole answer at once. */
  public String ask(String prompt) {
    return Objects.requireNonNull(chat.call(prompt));
  }

  /** The answer in pieces, put together. */
  public String stream(String prompt) {
    return String.join("", chat.stream(prompt).toIterable());
  }

  /** The first piece of the answer; the rest is called off. */
  public String first(String prompt) {
    return chat.stream(prompt)
        .filter(piece -> !piece.isEmpty())
        .next()
        .blockOptional()
        .orElseThrow();
  }

  /** How many numbers stand for the text. */
  public int embed(String text) {
    return embedding.embed(text).length;
  }
}
