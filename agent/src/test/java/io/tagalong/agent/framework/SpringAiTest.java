package io.tagalong.agent.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpringAiTest {
  private static final String BODY = "{\"error\":{\"message\":\"secret\",\"code\":\"too_many\"}}";
  private static final String REFUSED =
      "[openai] gpt-4o status=429 latency=0ms tokens=0 error=too_many";

  private final RecordedRequests recorded = new RecordedRequests();
  private final Attempt attempt = recorded.retries.begin(recorded.endpoint, "gpt-4o");

  /** As Spring's clients throw it. */
  public static final class ResponseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Status getStatusCode() {
      return new Status();
    }

    public Headers getResponseHeaders() {
      return new Headers();
    }

    public String getResponseBodyAsString() {
      return BODY;
    }
  }

  /** As Spring's clients have it. */
  public static final class Status {
    public int value() {
      return 429;
    }
  }

  /** As Spring's clients have them. */
  public static final class Headers {
    public @Nullable String getFirst(String name) {
      return name.equals("x-agentcc-request-id") ? "r-1" : null;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"429 - " + BODY, "HTTP 429 - " + BODY})
  void readsWhatSpringAiThrows(String message) {
    SpringAi.failed(attempt.answer(), new IllegalStateException(message));

    assertEquals(List.of(REFUSED), ended());
  }

  @Test
  void readsWhatSpringsClientsThrow() {
    SpringAi.failed(attempt.answer(), new ResponseException());

    assertEquals(List.of(REFUSED), ended());
    assertEquals(List.of("r-1"), recorded.read("attributes.request_id"));
  }

  @Test
  void namesTheKindOfWhatIsNoAnswer() {
    SpringAi.failed(
        attempt.answer(), new IllegalStateException("500 problems", new java.io.IOException()));

    assertEquals(
        List.of("[openai] gpt-4o status=0 latency=0ms tokens=0 error=IOException"), ended());
  }

  /** Ends the attempt, and gives what was recorded. */
  private List<String> ended() {
    recorded.retries.end(attempt);
    return recorded.messages();
  }
}
