package io.tagalong.sidecar.config;

import io.tagalong.sidecar.webhook.Attribute;
import io.tagalong.sidecar.webhook.Chain;
import io.tagalong.sidecar.webhook.Condition;
import io.tagalong.sidecar.webhook.Conditions;
import io.tagalong.sidecar.webhook.ExpressionException;
import io.tagalong.sidecar.webhook.Expressions;
import io.tagalong.sidecar.webhook.Output;
import io.tagalong.sidecar.webhook.Output.Value;
import io.tagalong.sidecar.webhook.Rule;
import io.tagalong.sidecar.webhook.Rule.TagValue;
import io.tagalong.sidecar.webhook.Text;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the rules of a webhook. */
final class WebhookRuleReader {
  private static final List<String> COMMON = List.of("each", "when", "unless", "tags");
  private static final List<String> METRIC = List.of("metric", "type", "value");
  private static final List<String> EVENT =
      List.of("event", "text", "alert_type", "aggregation_key", "source", "timestamp");
  private static final List<String> CHANGE =
      List.of("change", "title", "text", "author", "timestamp");
  private static final List<String> LOG =
      List.of("log", "status", "service", "source", "attributes");

  private final List<Part> commonTags;

  /**
   * @param commonTags objects of tags that every rule has, later ones in place of earlier ones
   */
  WebhookRuleReader(List<Part> commonTags) {
    this.commonTags = List.copyOf(commonTags);
  }

  Rule rule(Part rule) {
    Part each = rule.field("each");
    return new Rule(
        output(rule),
        each.absent() ? Optional.empty() : Optional.of(chain(each)),
        conditions(List.of(rule)),
        tags(rule.field("tags")));
  }

  private static Output output(Part rule) {
    if (!rule.field("event").absent()) {
      allowing(rule, EVENT);
      return new Output.StreamEvent(
          text(rule.field("event")),
          optionalText(rule.field("text")),
          optionalText(rule.field("alert_type")),
          optionalText(rule.field("aggregation_key")),
          optionalText(rule.field("source")),
          optionalChain(rule.field("timestamp")));
    }
    if (!rule.field("change").absent()) {
      allowing(rule, CHANGE);
      return new Output.Change(
          text(rule.field("change")),
          optionalText(rule.field("title")),
          optionalText(rule.field("text")),
          optionalText(rule.field("author")),
          optionalChain(rule.field("timestamp")));
    }
    if (!rule.field("log").absent()) {
      allowing(rule, LOG);
      return new Output.Log(
          text(rule.field("log")),
          optionalText(rule.field("status")),
          optionalText(rule.field("service")),
          optionalText(rule.field("source")),
          attributes(rule.field("attributes")));
    }
    allowing(rule, METRIC);
    Part type = rule.field("type");
    return new Output.Metric(
        name(rule.field("metric")),
        type.absent() ? Output.Type.COUNT : Words.oneOf(Output.Type.values(), type),
        value(rule));
  }

  private static void allowing(Part rule, List<String> keys) {
    Part unused = rule.allowing(Stream.concat(keys.stream(), COMMON.stream()).toList());
  }

  private static String name(Part metric) {
    String name = metric.text();
    if (!name.isEmpty() && !name.matches("[a-zA-Z][a-zA-Z0-9_.]{0,199}")) {
      metric.problem(
          metric.place() + " is " + SettingsReader.quoted(name),
          "Allowed are letters, digits, _ and ., a letter first, at most 200");
    }
    return name;
  }

  private static Value value(Part rule) {
    Part value = rule.field("value");
    if (value.absent() || value.text().equals("1")) {
      return new Value.One();
    }
    if (!value.text().equals("matches")) {
      return new Value.At(chain(value));
    }
    if (rule.field("each").absent()) {
      value.problem("value: matches has no list to count in", "Add each, the path of the list");
    }
    return new Value.Matches();
  }

  private List<TagValue> tags(Part own) {
    Map<String, Part> byKey = new LinkedHashMap<>();
    Stream.concat(commonTags.stream(), Stream.of(own))
        .forEach(tags -> tags.fieldNames().forEach(key -> byKey.put(key, tags.field(key))));
    return byKey.entrySet().stream()
        .map(tag -> new TagValue(tag.getKey(), text(tag.getValue())))
        .toList();
  }

  /** What the parts say of it together: all that any of them wants, nothing that one does not. */
  static Conditions conditions(List<Part> parts) {
    return new Conditions(conditions(parts, "when"), conditions(parts, "unless"));
  }

  private static List<Condition> conditions(List<Part> parts, String key) {
    return parts.stream()
        .flatMap(part -> part.field(key).oneOrMore().stream())
        .flatMap(condition -> read(condition, Expressions::condition).stream())
        .toList();
  }

  private static Map<String, Attribute> attributes(Part object) {
    Map<String, Attribute> attributes = new HashMap<>();
    object.fieldNames().forEach(name -> attributes.put(name, attribute(object.field(name))));
    return attributes;
  }

  private static Attribute attribute(Part part) {
    return part.isObject()
        ? new Attribute.Group(attributes(part))
        : new Attribute.Value(chain(part));
  }

  private static Chain optionalChain(Part part) {
    return part.absent() ? Chain.NOTHING : chain(part);
  }

  /** A chain that has to be there. */
  static Chain chain(Part part) {
    return read(part, Expressions::chain).orElse(Chain.NOTHING);
  }

  private static Text optionalText(Part part) {
    return part.absent() ? Text.NOTHING : text(part);
  }

  /** A text that has to be there. */
  private static Text text(Part part) {
    return read(part, Expressions::text).orElse(Text.NOTHING);
  }

  /** Reads an expression. */
  private interface Reading<T> {
    T read(String text) throws ExpressionException;
  }

  private static <T> Optional<T> read(Part part, Reading<T> reading) {
    String text = part.text();
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(reading.read(text));
    } catch (ExpressionException unreadable) {
      complain(part, unreadable);
      return Optional.empty();
    }
  }

  private static void complain(Part part, ExpressionException unreadable) {
    part.problem(
        part.place() + ": " + unreadable.complaint(),
        "A path begins with one of " + String.join(", ", Expressions.ROOTS),
        unreadable.mistyped().flatMap(word -> NearestWord.to(word, Expressions.ROOTS)));
  }
}
