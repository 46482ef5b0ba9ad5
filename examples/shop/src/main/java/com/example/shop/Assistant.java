package com.example.shop;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers customers with a language model, behind an API like OpenAI's. */
final class Assistant {
  private static final String MODEL = "gpt-4o";

  private final Service models;

  private Assistant(Service models) {
    this.models = models;
  }

  /**
   * An assistant at {@code OPENAI_BASE_URL}, with the key {@code OPENAI_API_KEY}; null where there
   * is none.
   */
  static @Nullable Assistant fromEnvironment() {
    Service models = Service.fromEnvironment("OPENAI_BASE_URL", "OPENAI_API_KEY");
    return models == null ? null : new Assistant(models);
  }

  /** Answers a question and gives the model's name. */
  String answer(String question) throws IOException, InterruptedException {
    models.post(
        "/v1/chat/completions",
        """
        {"model": "%s", "messages": [{"role": "user", "content": "%s"}]}
        """
            .formatted(MODEL, question));
    return MODEL;
  }
}
