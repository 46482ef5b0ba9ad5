package io.tagalong.it.model;

import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A model as an application of LangChain4j sees it; the class runs with 1.0, too. */
public final class GatewayModel {
  private final String baseUrl;
  private final String key;
  private final String name;
  private final int retries;

  /**
   * A model behind a gateway.
   *
   * @param baseUrl without {@code /v1}
   * @param retries how often a call that failed is tried again
   */
  public GatewayModel(String baseUrl, String key, String name, int retries) {
    this.baseUrl = baseUrl + "/v1";
    this.key = key;
    this.name = name;
    this.retries = retries;
  }

  /** The whole answer at once. */
  public String ask(String prompt) {
    return OpenAiChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey(key)
        .modelName(name)
        .maxRetries(retries)
        .build()
        .chat(prompt);
  }

  /** The answer in pieces, put together. */
  public String stream(String prompt) throws Exception {
    return read(prompt, new Pieces());
  }

  /** The first piece of the answer; the rest is called off, which 1.0 cannot do. */
  public String first(String prompt) throws Exception {
    return read(prompt, new FirstPiece());
  }

  /** Ends when the stream has, for which only the threads of the HTTP client are a sign. */
  private String read(String prompt, Pieces pieces) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    JdkHttpClientBuilder http =
        JdkHttpClient.builder().httpClientBuilder(HttpClient.newBuilder().executor(threads));
    OpenAiStreamingChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey(key)
        .modelName(name)
        .httpClientBuilder(http)
        .build()
        .chat(prompt, pieces);
    String answer = pieces.await();
    threads.shutdown();
    threads.awaitTermination(1, TimeUnit.MINUTES);
    return answer;
  }

  /** How many numbers stand for the text. */
  public int embed(String text) {
    return OpenAiEmbeddingModel.builder()
        .baseUrl(baseUrl)
        .apiKey(key)
        .modelName(name)
        .maxRetries(retries)
        .build()
        .embed(text)
        .content()
        .vector()
        .length;
  }
}
