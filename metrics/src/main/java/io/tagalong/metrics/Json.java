package io.tagalong.metrics;

/** Texts in JSON. */
final class Json {
  private Json() {}

  /** Appends a text in quotes. */
  static StringBuilder text(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        // A lone half of a pair would not survive UTF-8; escaped, a pair is as good as itself.
        String hex = Integer.toHexString(c);
        json.append("\\u").append("0000", 0, 4 - hex.length()).append(hex);
      } else {
        json.append(c);
      }
    }
    return json.append('"');
  }

  /** Appends texts in brackets. */
  static StringBuilder texts(Iterable<String> texts, StringBuilder json) {
    String separator = "[";
    for (String text : texts) {
      text(text, json.append(separator));
      separator = ",";
    }
    return json.append(separator.equals("[") ? "[]" : "]");
  }
}
