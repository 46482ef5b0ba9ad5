package io.tagalong.it.model;

import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.retry.support.RetryTemplate;

/** A model as an application of Spring AI 1.x sees it, through Spring's own client. */
public final class GatewayModel {
  private final OpenAiApi api;
  private final RetryTemplate retry;
  private final String name;
  private final OpenAiChatModel chat;

  /**
   * A model behind a gateway.
   *
   * @param baseUrl without {@code /v1}
   * @param retries how often a call that the server failed is tried again
   */
  public GatewayModel(String baseUrl, String key, String name, int retries) {
    this.api = OpenAiApi.builder().baseUrl(baseUrl).apiKey(key).build();
    this.retry =
        RetryTemplate.builder()
            .maxAttempts(1 + retries)
            .noBackoff()
            .retryOn(TransientAiException.class)
            .build();
    this.name = name;
    this.chat =
        OpenAiChatModel.builder()
            .openAiApi(api)
            .defaultOptions(OpenAiChatOptions.builder().model(name).streamUsage(true).build())
            .retryTemplate(retry)
            .build();
  }

  /** The whole answer at once. */
  public String ask(String prompt) {
    return chat.call(prompt);
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
    OpenAiEmbeddingOptions options = OpenAiEmbeddingOptions.builder().model(name).build();
    return new OpenAiEmbeddingModel(api, MetadataMode.NONE, options, retry).embed(text).length;
  }
}
