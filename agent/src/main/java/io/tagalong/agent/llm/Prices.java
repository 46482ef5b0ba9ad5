package io.tagalong.agent.llm;

import io.tagalong.agent.json.JsonException;
import io.tagalong.agent.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a token costs, by model. Immutable.
 *
 * <p>The form is that of LiteLLM's public table, which the gateway reads, too: an object of models,
 * each with {@code input_cost_per_token} and {@code output_cost_per_token} in USD; whatever else a
 * model has is passed over, and so is a model without a price.
 */
public final class Prices {
  private static final String SHIPPED = "prices.json";

  private final TreeMap<String, Price> byModel = new TreeMap<>();

  private Prices() {}

  /** The table that is in the agent's jar. */
  public static Prices shipped() {
    try (InputStream in = Prices.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException(SHIPPED + " is missing in the agent's jar");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException | JsonException e) {
      throw new IllegalStateException(SHIPPED + " in the agent's jar cannot be read", e);
    }
  }

  /** A table from its JSON. */
  public static Prices parse(String json) throws JsonException {
    Prices prices = new Prices();
    for (Map.Entry<?, ?> entry : JsonReader.readObject(json).entrySet()) {
      if (entry.getValue() instanceof Map) {
        Map<?, ?> model = (Map<?, ?>) entry.getValue();
        Object input = model.get("input_cost_per_token");
        Object output = model.get("output_cost_per_token");
        if (input instanceof Double || output instanceof Double) {
          prices.byModel.put((String) entry.getKey(), new Price(amount(input), amount(output)));
        }
      }
    }
    return prices;
  }

  private static double amount(@Nullable Object value) {
    return value instanceof Double ? (Double) value : 0;
  }

  /**
   * What a request costs: by the answer's own word, else nothing when it came from the cache, else
   * by the price of its model, the one that answered before the one that was asked for, and a name
   * as a whole before the longest beginning of it, such as {@code gpt-4o} of {@code
   * gpt-4o-2024-08-06}.
   *
   * @return in USD; not a number when unknown
   */
  double cost(LlmRequest request) {
    double said = request.saidCost();
    if (!Double.isNaN(said)) {
      return said;
    }
    if (request.headers().cacheHit()) {
      return 0;
    }
    if (request.inputTokens() + request.outputTokens() == 0) {
      return Double.NaN;
    }
    Price price = price(request.resolvedModel(), request.model());
    return price == null ? Double.NaN : price.of(request.inputTokens(), request.outputTokens());
  }

  private @Nullable Price price(@Nullable String resolved, String requested) {
    Price price = resolved == null ? null : byModel.get(resolved);
    if (price == null) {
      price = byModel.get(requested);
    }
    if (price == null && resolved != null) {
      price = ofBeginning(resolved);
    }
    return price == null ? ofBeginning(requested) : price;
  }

  /** The price of the longest known name that the model's begins with, as a whole of its words. */
  private @Nullable Price ofBeginning(String model) {
    for (int end = model.length() - 1; end > 0; end--) {
      if ("-@:".indexOf(model.charAt(end)) >= 0) {
        Price price = byModel.get(model.substring(0, end));
        if (price != null) {
          return price;
        }
      }
    }
    return null;
  }

  /** In USD for one token. */
  private static final class Price {
    /** Prices of a token have no more digits, and a sum of doubles none that mean anything. */
    private static final double BILLION = 1e9;

    private final double input;
    private final double output;

    Price(double input, double output) {
      this.input = input;
      this.output = output;
    }

    double of(long inputTokens, long outputTokens) {
      return Math.round((inputTokens * input + outputTokens * output) * BILLION) / BILLION;
    }
  }
}
