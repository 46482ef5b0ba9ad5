package io.tagalong.sidecar.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON form that settings with structure have in the environment. A number is no text
 * there, unlike in YAML, where hardly anybody writes quotes.
 */
public final class JsonText {
  /** What Jackson adds about a file that does not exist. */
  private static final Pattern START_MARKER = Pattern.compile(" \\(start marker at .*\\)");

  private JsonText() {}

  /** The text as a tree. */
  public static Node parse(String text) throws MalformedException {
    JsonFactory factory = new JsonFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    try (JsonParser parser = factory.createParser(text)) {
      Object value = JSON.std.anyFrom(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "there is more text after its end");
      }
      return node(value);
    } catch (JsonProcessingException malformed) {
      throw new MalformedException(malformed);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a String was read, not a file", impossible);
    }
  }

  private static Node node(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      return new Node.Fields(
          Position.UNKNOWN,
          object.entrySet().stream()
              .map(field -> field((String) field.getKey(), field.getValue()))
              .toList());
    }
    if (value instanceof List<?> list) {
      return new Node.Items(Position.UNKNOWN, list.stream().map(JsonText::node).toList());
    }
    return value == null
        ? new Node.Nothing(Position.UNKNOWN)
        : new Node.Scalar(Position.UNKNOWN, value.toString(), value instanceof String);
  }

  private static Node.Field field(String name, @Nullable Object value) {
    return new Node.Field(Position.UNKNOWN, name, node(value));
  }

  /** The text is not JSON; the message says why and in which column. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    private final int column;

    private MalformedException(JsonProcessingException reason) {
      super(
          "%s, column %d"
              .formatted(
                  START_MARKER.matcher(reason.getOriginalMessage()).replaceAll(""),
                  reason.getLocation().getColumnNr()));
      this.column = reason.getLocation().getColumnNr();
    }

    /** Where it is malformed, for those who must not quote it. */
    public int column() {
      return column;
    }
  }
}
