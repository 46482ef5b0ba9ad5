package io.tagalong.agent.rulefile;

import io.tagalong.agent.rule.Measure;
import io.tagalong.agent.rule.MetricType;
import io.tagalong.agent.rule.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the documents that are generated from the model of the rules. */
final class RuleReference {
  private RuleReference() {}

  /** The table of keys and the table of roots, as they stand in {@code docs/rules.md}. */
  static String tables() {
    StringBuilder text = new StringBuilder();
    text.append("| key | rules | default | meaning |\n|---|---|---|---|\n");
    for (RuleKey key : RuleKey.values()) {
      text.append("| `")
          .append(key.word())
          .append("` | ")
          .append(key.forRules())
          .append(" | ")
          .append(key.defaultValue())
          .append(" | ");
      text.append(key.meaning().replace("|", "\\|")).append(" |\n");
    }
    text.append("\nA path begins with one of ");
    List<String> roots = new ArrayList<>();
    for (Slot.Kind kind : Slot.Kind.values()) {
      roots.add("`" + kind.word() + "`");
    }
    return text.append(String.join(", ", roots)).append(".\n").toString();
  }

  /** The JSON Schema, draft 2020-12. */
  static String schema() {
    StringBuilder text = new StringBuilder();
    text.append("{\n")
        .append("  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n")
        .append("  \"title\": \"Tagalong rule file\",\n")
        .append("  \"type\": \"object\",\n")
        .append("  \"additionalProperties\": false,\n")
        .append("  \"properties\": {\n")
        .append("    \"enabled\": {\"type\": \"boolean\"},\n")
        .append("    \"defaults\": {\"$ref\": \"#/$defs/rule\"},\n")
        .append("    \"rules\": {\n")
        .append("      \"type\": \"array\",\n")
        .append("      \"items\": {\"$ref\": \"#/$defs/rule\"}\n")
        .append("    }\n")
        .append("  },\n")
        .append("  \"$defs\": {\n")
        .append("    \"rule\": {\n")
        .append("      \"type\": \"object\",\n")
        .append("      \"additionalProperties\": false,\n")
        .append("      \"properties\": {\n");
    String comma = "";
    for (RuleKey key : RuleKey.values()) {
      text.append(comma).append("        \"").append(key.word()).append("\": {\n");
      text.append("          \"description\": \"");
      text.append(key.meaning().replace("\"", "\\\"")).append("\",\n");
      text.append("          ").append(shape(key)).append("\n        }");
      comma = ",\n";
    }
    return text.append("\n      }\n    }\n  }\n}\n").toString();
  }

  private static String shape(RuleKey key) {
    switch (key.shape()) {
      case TEXT:
        return words(key);
      case TEXTS:
        return "\"type\": [\"string\", \"array\"], \"items\": {\"type\": \"string\"}";
      case NUMBER:
        return "\"type\": \"number\"";
      case VALUES:
        return "\"type\": \"object\", \"additionalProperties\": {\"type\": \"string\"}";
    }
    throw new AssertionError(key);
  }

  private static String words(RuleKey key) {
    if (key == RuleKey.TYPE) {
      return choice(MetricType.values());
    }
    if (key == RuleKey.UNIT) {
      return choice(Measure.Unit.values());
    }
    return key == RuleKey.VALUE ? "\"type\": [\"string\", \"number\"]" : "\"type\": \"string\"";
  }

  private static String choice(Enum<?>[] constants) {
    List<String> words = new ArrayList<>();
    for (Enum<?> constant : constants) {
      words.add('"' + constant.name().toLowerCase(Locale.ROOT) + '"');
    }
    return "\"enum\": [" + String.join(", ", words) + "]";
  }
}
