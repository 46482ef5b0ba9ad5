package io.tagalong.sidecar.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tagalong.sidecar.json.UnusableJsonException.Reason;
import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.Position;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that a stranger sent into a {@link Node}, with a bound for everything that could grow:
 * {@value #MAX_DEPTH} levels, {@value #MAX_VALUES} values.
 *
 * <p>A number stays the text that it is, so that nanoseconds since 1970, which no double holds,
 * lose nothing. Of a name that occurs twice the last value counts, as for most readers.
 *
 * <p>A reader is used once.
 */
public final class JsonReader {
  static final int MAX_DEPTH = 32;
  static final int MAX_VALUES = 100_000;

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser parser;
  private int values;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * The one value that the bytes hold, in UTF-8, 16 or 32.
   *
   * @throws IOException what the stream throws
   */
  public static Node read(InputStream in) throws IOException, UnusableJsonException {
    try (JsonParser parser = FACTORY.createParser(in)) {
      JsonReader reader = new JsonReader(parser);
      Node value = reader.value(parser.nextToken(), 1);
      if (parser.nextToken() != null) {
        throw new UnusableJsonException(Reason.MALFORMED);
      }
      return value;
    } catch (JsonProcessingException malformed) {
      throw new UnusableJsonException(Reason.MALFORMED);
    }
  }

  private Node value(@Nullable JsonToken token, int depth)
      throws IOException, UnusableJsonException {
    if (token == null) {
      throw new UnusableJsonException(Reason.MALFORMED);
    }
    if (++values > MAX_VALUES) {
      throw new UnusableJsonException(Reason.TOO_LARGE);
    }
    if (token.isStructStart()) {
      if (depth > MAX_DEPTH) {
        throw new UnusableJsonException(Reason.TOO_DEEP);
      }
      return token == JsonToken.START_ARRAY ? items(depth) : fields(depth);
    }
    return token == JsonToken.VALUE_NULL
        ? new Node.Nothing(Position.UNKNOWN)
        : new Node.Scalar(Position.UNKNOWN, parser.getText(), token == JsonToken.VALUE_STRING);
  }

  private Node items(int depth) throws IOException, UnusableJsonException {
    List<Node> items = new ArrayList<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      items.add(value(next, depth + 1));
    }
    return new Node.Items(Position.UNKNOWN, items);
  }

  private Node fields(int depth) throws IOException, UnusableJsonException {
    Map<String, Node.Field> fields = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      Node value = value(parser.nextToken(), depth + 1);
      fields.put(name, new Node.Field(Position.UNKNOWN, name, value));
    }
    return new Node.Fields(Position.UNKNOWN, List.copyOf(fields.values()));
  }
}
