package io.tagalong.agent.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private final Answer answer = new Answer();

  @Test
  void readsModelAndTokensOfAnAnswerInOpenAisForm() {
    answer.json(
        "{\"model\":\"gpt-4o-2024\",\"choices\":[{\"message\":{\"content\":\"secret\"}}],"
            + "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":5}}");

    LlmRequest request = ended();
    assertEquals("gpt-4o-2024", request.resolvedModel());
    assertEquals(12, request.inputTokens());
    assertEquals(5, request.outputTokens());
  }

  @Test
  void addsUpTheEventsOfAStreamInAnthropicsForm() {
    answer.json("{\"type\":\"ping\"}");
    answer.json(
        "{\"message\":{\"model\":\"claude\",\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}");
    answer.json("{\"type\":\"message_delta\",\"usage\":{\"output_tokens\":4}}");

    LlmRequest request = ended();
    assertEquals("claude", request.resolvedModel());
    assertEquals(9, request.inputTokens());
    assertEquals(4, request.outputTokens());
  }

  @Test
  void readsTheLastEventOfAResponse() {
    answer.json(
        "{\"response\":{\"model\":\"o3\",\"usage\":{\"input_tokens\":7,\"output_tokens\":2}}}");

    LlmRequest request = ended();
    assertEquals("o3", request.resolvedModel());
    assertEquals(7, request.inputTokens());
    assertEquals(2, request.outputTokens());
  }

  @Test
  void keepsWhatALaterPartDoesNotName() {
    answer.usage("m", 1, 2);
    answer.cost(0.5);
    answer.usage(null, 0, 0);
    answer.cost(Double.NaN);

    LlmRequest request = ended();
    assertEquals("m", request.resolvedModel());
    assertEquals(1, request.inputTokens());
    assertEquals(2, request.outputTokens());
    assertEquals(0.5, request.saidCost());
  }

  @Test
  void keepsTypeAndCodeOfAnErrorAndNothingOfItsMessage() {
    answer.head(403, Map.of("x-prism-request-id", "r")::get);
    answer.refused(
        403,
        "{\"error\":{\"message\":\"secret prompt\",\"type\":\"guardrail_error\",\"code\":\"blocked\"}}");

    LlmRequest request = ended();
    assertEquals("guardrail_error/blocked", request.errorType());
    assertEquals("r", request.headers().requestId());
  }

  @Test
  void takesWhateverIsNoJson() {
    answer.json("<html>");
    answer.json(null);
    answer.refused(502, "<html>");

    assertEquals(502, ended().statusCode());
  }

  @Test
  void endsWhenCausesGoRoundInACircle() {
    IllegalStateException first = new IllegalStateException();
    first.initCause(new java.io.IOException(first));
    answer.broke(first);

    assertNotNull(ended().errorType());
  }

  private LlmRequest ended() {
    return answer.addTo(LlmRequest.to("openai", "gateway.example")).build();
  }
}
