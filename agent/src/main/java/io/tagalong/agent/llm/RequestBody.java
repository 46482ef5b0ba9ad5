package io.tagalong.agent.llm;

import io.tagalong.agent.json.JsonPaths;
import org.jspecify.annotations.Nullable;

/** What the agent reads of a request to a model: the model's name, and nothing else. */
public final class RequestBody {
  private static final JsonPaths MODEL = JsonPaths.of("model");

  private RequestBody() {}

  /**
   * The model that a request asks for.
   *
   * @param json the body; null when it cannot be read
   * @return null when the body names none
   */
  public static @Nullable String model(@Nullable String json) {
    return json == null ? null : MODEL.in(json).text("model");
  }
}
