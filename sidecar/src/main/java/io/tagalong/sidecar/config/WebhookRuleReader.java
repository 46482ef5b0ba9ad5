package io.tagalong.sidecar.config;

import io.tagalong.sidecar.webhook.Chain;
import io.tagalong.sidecar.webhook.Condition;
import io.tagalong.sidecar.webhook.ExpressionException;
import io.tagalong.sidecar.webhook.Expressions;
import io.tagalong.sidecar.webhook.Output;
import io.tagalong.sidecar.webhook.Output.Value;
import io.tagalong.sidecar.webhook.Rule;
import io.tagalong.sidecar.webhook.Rule.TagValue;
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
      List.of("event", "text", "alert_type", "aggregation_key", "source");
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
        conditions(rule.field("when")),
        conditions(rule.field("unless")),
        tags(rule.field("tags")));
  }

  private static Output output(Part rule) {
    if (!rule.field("event").absent()) {
      allowing(rule, EVENT);
      return new Output.Event(
          chain(rule.field("event")),
          optionalChain(rule.field("text")),
          optionalChain(rule.field("alert_type")),
          optionalChain(rule.field("aggregation_key")),
          optionalChain(rule.field("source")));
    }
    if (!rule.field("log").absent()) {
      allowing(rule, LOG);
      return new Output.Log(
          chain(rule.field("log")),
          optionalChain(rule.field("status")),
          optionalChain(rule.field("service")),
          optionalChain(rule.field("source")),
          chains(rule.field("attributes")));
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
        .map(tag -> new TagValue(tag.getKey(), chain(tag.getValue())))
        .toList();
  }

  private static List<Condition> conditions(Part conditions) {
    return conditions.oneOrMore().stream().flatMap(part -> condition(part).stream()).toList();
  }

  private static Optional<Condition> condition(Part part) {
    try {
      return Optional.of(Expressions.condition(part.text()));
    } catch (ExpressionException unreadable) {
      complain(part, unreadable);
      return Optional.empty();
    }
  }

  private static Map<String, Chain> chains(Part object) {
    Map<String, Chain> chains = new HashMap<>();
    object.fieldNames().forEach(name -> chains.put(name, chain(object.field(name))));
    return chains;
  }

  private static Chain optionalChain(Part part) {
    return part.absent() ? Chain.NOTHING : chain(part);
  }

  /** A chain that has to be there. */
  static Chain chain(Part part) {
    try {
      String text = part.text();
      return text.isEmpty() ? Chain.NOTHING : Expressions.chain(text);
    } catch (ExpressionException unreadable) {
      complain(part, unreadable);
      return Chain.NOTHING;
    }
  }

  private static void complain(Part part, ExpressionException unreadable) {
    part.problem(
        part.place() + ": " + unreadable.complaint(),
        "A path begins with one of " + String.join(", ", Expressions.ROOTS),
        unreadable.mistyped().flatMap(word -> NearestWord.to(word, Expressions.ROOTS)));
  }
}
