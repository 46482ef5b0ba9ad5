package io.tagalong.sidecar.config;

import io.tagalong.sidecar.config.Sources.Sourced;
import io.tagalong.sidecar.webhook.Authentication;
import io.tagalong.sidecar.webhook.BundledRules;
import io.tagalong.sidecar.webhook.Content;
import io.tagalong.sidecar.webhook.Rule;
import io.tagalong.sidecar.webhook.Sequence;
import io.tagalong.sidecar.webhook.Webhook;
import io.tagalong.sidecar.yaml.Fault;
import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads webhooks: those that the user describes, and those of which a description is bundled. */
final class WebhookReader {
  private static final String SHAPE = "docs/webhooks.md shows what a webhook looks like";

  /** What a user says of each webhook; the rest describes its sender. */
  private static final List<String> OWN_KEYS =
      List.of("use", "path", "with", "secret_env", "secret_file", "open", "when", "unless", "tags");

  private static final List<String> ALL_KEYS =
      List.of(
          "path",
          "signatures",
          "signed_at",
          "key_header",
          "secret_env",
          "secret_file",
          "open",
          "each",
          "when",
          "unless",
          "once_for",
          "sequence",
          "tags",
          "rules",
          "options",
          "series",
          "with");

  private final Sources sources;
  private final List<Problem> problems;

  /** The webhook as the user wrote it, and as it is described, which may be the same. */
  private record Described(Part own, Part description, Set<String> options) {
    List<Part> parts() {
      return own == description ? List.of(own) : List.of(description, own);
    }
  }

  WebhookReader(Sources sources, List<Problem> problems) {
    this.sources = sources;
    this.problems = problems;
  }

  List<Webhook> webhooks() {
    List<Webhook> webhooks = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (Part own :
        sources
            .find(Setting.WEBHOOK_RULES)
            .map(given -> Part.of(given, SHAPE, problems).items())
            .orElse(List.of())) {
      Webhook webhook = webhook(own);
      if (!paths.add(webhook.path())) {
        own.problem("the path " + webhook.path() + " is there twice", "Give each its own path");
      }
      webhooks.add(webhook);
    }
    return webhooks;
  }

  private Webhook webhook(Part own) {
    boolean described = own.field("use").absent();
    own.allowing(described ? ALL_KEYS : OWN_KEYS);
    Part description = described ? own : bundled(own.field("use"));
    Described both = new Described(own, description, options(own, description));
    WebhookSenderReader senders = new WebhookSenderReader(sources.environment());
    Authentication authentication = senders.authentication(own, description);
    return new Webhook(
        path(both), authentication, senders.secrets(own, authentication), content(both));
  }

  private Part bundled(Part use) {
    String name = use.text();
    Optional<String> text = BundledRules.named(name);
    if (text.isEmpty()) {
      use.problem(
          SettingsReader.quoted(name) + " is not bundled",
          "Bundled are " + String.join(", ", BundledRules.NAMES),
          NearestWord.to(name, BundledRules.NAMES));
    }
    List<Fault> faults = new ArrayList<>();
    Node root = YamlReader.read(text.orElse("{}"), faults);
    if (!faults.isEmpty()) {
      throw new IllegalStateException("the bundled " + name + " is broken: " + faults);
    }
    return Part.of(new Sourced(root, name + ".yaml", ""), SHAPE, problems).allowing(ALL_KEYS);
  }

  private static Set<String> options(Part own, Part description) {
    List<String> known =
        Stream.concat(
                description.field("options").fieldNames().stream(),
                Stream.of("metrics", "tags")
                    .flatMap(
                        kind -> description.field("series").field(kind).texts().values().stream()))
            .distinct()
            .toList();
    List<Part> chosen = own.field("with").oneOrMore();
    for (Part option : chosen) {
      if (!known.contains(option.text())) {
        option.problem(
            option.place() + " is " + SettingsReader.quoted(option.text()) + ", which is no option",
            known.isEmpty() ? "There is none here" : "Known are " + String.join(", ", known),
            NearestWord.to(option.text(), known));
      }
    }
    return chosen.stream().map(Part::text).collect(Collectors.toSet());
  }

  private static String path(Described webhook) {
    Part path = webhook.own.field("path");
    Part given = path.absent() ? webhook.description.field("path") : path;
    String text = given.text();
    if (!text.isEmpty() && !text.matches("/[!->@-~]{0,200}")) {
      given.problem(
          given.place() + " is " + SettingsReader.quoted(text),
          "Allowed are paths like /webhook/deploys");
    }
    return text;
  }

  private static Content content(Described webhook) {
    Part description = webhook.description;
    Part series = description.field("series");
    if (!series.absent()) {
      series.allowing(List.of("metrics", "tags"));
      refuse(webhook, List.of("each", "when", "unless"));
      return new Content.Series(
          without(series.field("metrics"), webhook.options),
          without(series.field("tags"), webhook.options));
    }
    Part each = description.field("each");
    Part sequence = description.field("sequence");
    return new Content.Ruled(
        each.absent() ? Optional.empty() : Optional.of(WebhookRuleReader.chain(each)),
        WebhookRuleReader.conditions(webhook.parts()),
        description.field("once_for").oneOrMore().stream().map(WebhookRuleReader::chain).toList(),
        sequence.absent() ? Optional.empty() : Optional.of(sequence(sequence)),
        webhook.options,
        rules(webhook));
  }

  private static void refuse(Described webhook, List<String> keys) {
    for (Part part : webhook.parts()) {
      for (String key : keys) {
        Part given = part.field(key);
        if (!given.absent()) {
          given.problem(key + " means nothing where the body is that of series");
        }
      }
    }
  }

  /** Names that stay out unless their option was chosen. */
  private static Set<String> without(Part optionByName, Set<String> options) {
    return optionByName.texts().entrySet().stream()
        .filter(entry -> !options.contains(entry.getValue()))
        .map(entry -> entry.getKey())
        .collect(Collectors.toSet());
  }

  private static Sequence sequence(Part sequence) {
    sequence.allowing(List.of("key", "order", "seconds", "state"));
    return new Sequence(
        WebhookRuleReader.chain(sequence.field("key")),
        WebhookRuleReader.chain(sequence.field("order")),
        WebhookRuleReader.chain(sequence.field("seconds")),
        WebhookRuleReader.chain(sequence.field("state")));
  }

  private static List<Rule> rules(Described webhook) {
    List<Part> tags = new ArrayList<>(List.of(webhook.description.field("tags")));
    List<Part> rules = new ArrayList<>(webhook.description.field("rules").items());
    Part options = webhook.description.field("options");
    for (String name : options.fieldNames()) {
      Part option = options.field(name).allowing(List.of("tags", "rules"));
      if (webhook.options.contains(name)) {
        tags.add(option.field("tags"));
        rules.addAll(option.field("rules").items());
      }
    }
    if (webhook.own != webhook.description) {
      tags.add(webhook.own.field("tags"));
    }
    if (rules.isEmpty()) {
      webhook.description.problem("it has no rules, so nothing would come of it");
    }
    return rules.stream().map(rule -> new WebhookRuleReader(tags).rule(rule)).toList();
  }
}
