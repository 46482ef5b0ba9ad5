package io.tagalong.agent.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.json.JsonException;
import io.tagalong.agent.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {
  private static final String TABLE =
      "{\"a\":{\"input_cost_per_token\":1e-6,\"output_cost_per_token\":2e-6},"
          + "\"a-mini\":{\"input_cost_per_token\":1e-7,\"output_cost_per_token\":1e-7},"
          + "\"free text\":\"x\",\"no price\":{\"mode\":\"chat\"}}";

  @ParameterizedTest
  @CsvSource({
    "a, , 0.0002",
    "b, a, 0.0002",
    "a, a-mini, 0.000015",
    "a-mini-2026, , 0.000015",
    "a-2026, , 0.0002",
    "b, a-mini@eu, 0.000015",
    "ab, , NaN",
    "a.1, , NaN",
  })
  void takesThePriceOfTheAnsweringModelThenTheRequestedThenTheLongestBeginning(
      String requested, @Nullable String answered, double cost) throws JsonException {
    LlmRequest request =
        request(Map.of()).requestedModel(requested).answeredModel(answered).build();

    assertEquals(cost, Prices.parse(TABLE).cost(request), 1e-12);
  }

  @Test
  void believesTheHeaderThenTheMetadataThenTheTable() throws JsonException {
    Prices prices = Prices.parse(TABLE);
    Map<String, String> headers = Map.of("x-agentcc-cost", "0.5");

    assertEquals(0.5, prices.cost(request(headers).requestedModel("a").saidCost(0.25).build()));
    assertEquals(0.25, prices.cost(request(Map.of()).requestedModel("a").saidCost(0.25).build()));
  }

  @Test
  void costsNothingWhenTheAnswerComesFromTheCache() throws JsonException {
    Map<String, String> headers = Map.of("x-prism-cache", "hit_exact");

    assertEquals(0, Prices.parse(TABLE).cost(request(headers).requestedModel("a").build()));
  }

  @Test
  void isUnknownWhenNoTokenIsKnown() throws JsonException {
    LlmRequest request = request(Map.of()).requestedModel("a").tokens(0, 0).build();

    assertEquals(Double.NaN, Prices.parse(TABLE).cost(request));
  }

  @Test
  void shipsATableThatHasAPriceForEveryModelInIt() throws IOException, JsonException {
    Prices shipped = Prices.shipped();
    Set<?> models = modelsOfTheShippedTable();

    assertTrue(models.size() >= 30, "has " + models.size());
    for (Object model : models) {
      LlmRequest request = request(Map.of()).requestedModel((String) model).build();
      assertTrue(shipped.cost(request) > 0, "the cost of " + model);
    }
  }

  private static Set<?> modelsOfTheShippedTable() throws IOException, JsonException {
    try (InputStream in = Objects.requireNonNull(Prices.class.getResourceAsStream("prices.json"))) {
      return JsonReader.readObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)).keySet();
    }
  }

  @Test
  void refusesATableThatIsNoObject() {
    assertThrows(JsonException.class, () -> Prices.parse("[]"));
  }

  private static LlmRequest.Builder request(Map<String, String> headers) {
    return LlmRequest.to("openai", "gateway.example")
        .tokens(100, 50)
        .headers(GatewayHeaders.read(headers::get));
  }
}
