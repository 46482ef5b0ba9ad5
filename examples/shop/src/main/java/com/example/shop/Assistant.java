package com.example.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Answers customers with a language model, behind an API like OpenAI's. */
final class Assistant {
  private static final String MODEL = "gpt-4o";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;
  private final String key;

  private Assistant(URI api, String key) {
    this.api = api;
    this.key = key;
  }

  /**
   * An assistant at {@code OPENAI_BASE_URL}, with the key {@code OPENAI_API_KEY}; null where there
   * is none.
   */
  static @Nullable Assistant fromEnvironment() {
    String url = System.getenv("OPENAI_BASE_URL");
    return url == null
        ? null
        : new Assistant(URI.create(url), System.getenv().getOrDefault("OPENAI_API_KEY", ""));
  }

  /** Answers a question and gives the model's name. */
  String answer(String question) throws IOException, InterruptedException {
    String body =
        """
        {"model": "%s", "messages": [{"role": "user", "content": "%s"}]}
        """
            .formatted(MODEL, question);
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("/v1/chat/completions"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    if (status != 200) {
      throw new IOException("the model answered " + status);
    }
    return MODEL;
  }
}
