package io.tagalong.intake.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON: one value, no name twice, nothing behind it, no NaN. */
public final class StrictJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private StrictJson() {}

  /** Parses a body that has to be an object. */
  public static JsonObject object(byte[] body) throws Refusal {
    return JsonObject.of(parse(body), "the body");
  }

  /** Parses a body that has to be a list of objects. */
  public static List<JsonObject> objects(byte[] body) throws Refusal {
    return JsonObject.listOf(parse(body), "the body");
  }

  /** Parses a body that is a list of objects or a single one. */
  public static List<JsonObject> oneOrMore(byte[] body) throws Refusal {
    Object value = parse(body);
    return value instanceof Map<?, ?>
        ? List.of(JsonObject.of(value, "the body"))
        : JsonObject.listOf(value, "the body");
  }

  /** Renders maps, lists, texts, numbers and booleans. */
  public static String write(Object value) {
    try {
      return JSON.std.asString(value);
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
  }

  private static @Nullable Object parse(byte[] body) throws Refusal {
    if (body.length == 0) {
      throw new Refusal(Rule.PAYLOAD_EMPTY, "no byte");
    }
    try (JsonParser parser = FACTORY.createParser(body)) {
      Object value = JSON.std.anyFrom(parser);
      if (parser.nextToken() != null) {
        throw new Refusal(Rule.JSON_MALFORMED, "something follows the end of the value");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new Refusal(Rule.JSON_MALFORMED, e.getOriginalMessage());
    } catch (IOException e) {
      throw new Refusal(Rule.JSON_MALFORMED, String.valueOf(e.getMessage()));
    }
  }
}
