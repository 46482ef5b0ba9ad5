package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.yaml.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object on one line. All that bodies need is texts, whole numbers, lists of texts
 * and what others sent; a library would belong to another package and be larger than this.
 *
 * <p>Control characters are escaped, so a newline never occurs; half of a surrogate pair, which
 * UTF-8 cannot express, becomes U+FFFD.
 */
final class JsonWriter {

  private static final char REPLACEMENT = '\uFFFD';

  private final StringBuilder out = new StringBuilder("{");

  /** A text, or nothing at all when there is none. */
  JsonWriter text(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      quote(value);
    }
    return this;
  }

  JsonWriter number(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  JsonWriter texts(String name, List<String> values) {
    name(name);
    out.append('[');
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : ",");
      quote(values.get(i));
    }
    out.append(']');
    return this;
  }

  /** An object within; it must be finished. */
  JsonWriter object(String name, JsonWriter inner) {
    name(name);
    out.append(inner.out).append('}');
    return this;
  }

  /** A list of objects within; they must be finished. */
  JsonWriter objects(String name, List<JsonWriter> inner) {
    name(name);
    out.append('[');
    for (int i = 0; i < inner.size(); i++) {
      out.append(i == 0 ? "" : ",").append(inner.get(i).out).append('}');
    }
    out.append(']');
    return this;
  }

  /** What somebody sent, with every number as it was written. */
  JsonWriter node(String name, Node value) {
    name(name);
    append(value);
    return this;
  }

  byte[] toBytes() {
    return (out + "}").getBytes(StandardCharsets.UTF_8);
  }

  private void name(String name) {
    if (out.length() > 1) {
      out.append(',');
    }
    quote(name);
    out.append(':');
  }

  private void append(Node value) {
    if (value instanceof Node.Scalar scalar) {
      if (scalar.isText()) {
        quote(scalar.text());
      } else {
        out.append(scalar.text());
      }
    } else if (value instanceof Node.Items list) {
      out.append('[');
      for (int i = 0; i < list.items().size(); i++) {
        out.append(i == 0 ? "" : ",");
        append(list.items().get(i));
      }
      out.append(']');
    } else if (value instanceof Node.Fields object) {
      JsonWriter inner = new JsonWriter();
      object.fields().forEach(field -> inner.node(field.name(), field.value()));
      out.append(inner.out).append('}');
    } else {
      out.append("null");
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c < ' ') {
        out.append("\\u00").append(c < 16 ? "0" : "1").append(Character.forDigit(c & 15, 16));
      } else if (Character.isSurrogate(c)) {
        i += surrogate(text, i);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** Appends the pair at {@code i}, or the replacement. Returns how many more units that took. */
  private int surrogate(String text, int i) {
    int codePoint = text.codePointAt(i);
    if (Character.isSupplementaryCodePoint(codePoint)) {
      out.appendCodePoint(codePoint);
      return 1;
    }
    out.append(REPLACEMENT);
    return 0;
  }
}
