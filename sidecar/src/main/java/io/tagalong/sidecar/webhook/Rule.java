package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a webhook becomes if its conditions hold.
 *
 * @param each the list whose elements are gone through one by one, as {@code item}
 * @param tags values by key, in the order of the text; what is absent leaves its tag out
 */
public record Rule(
    Output output, Optional<Chain> each, Conditions conditions, List<TagValue> tags) {

  /** A tag's key, and its value. */
  public record TagValue(String key, Text value) {}

  public Rule {
    tags = List.copyOf(tags);
  }

  /** Adds what the message becomes by this rule, if anything. */
  void apply(Message message, BatchBuilder batch) {
    if (each.isEmpty()) {
      emitIfHolds(message, batch);
      return;
    }
    List<Node> items = each.get().items(message);
    if (output instanceof Output.Metric metric && metric.value() instanceof Output.Value.Matches) {
      emitMatches(message, items, metric, batch);
    } else {
      items.forEach(item -> emitIfHolds(message.at(item), batch));
    }
  }

  /**
   * A condition that reads no element speaks of the whole message: where that does not hold there
   * is no sample, rather than one that says 0.
   */
  private void emitMatches(
      Message message, List<Node> items, Output.Metric metric, BatchBuilder batch) {
    if (conditions.ofTheWhole().hold(message)) {
      long matches = items.stream().filter(item -> conditions.hold(message.at(item))).count();
      batch.sample(metric.name(), metric.type(), Long.toString(matches), tags(message));
    }
  }

  private void emitIfHolds(Message message, BatchBuilder batch) {
    if (conditions.hold(message)) {
      output.emit(message, tags(message), batch);
    }
  }

  private List<String> tags(Message message) {
    List<String> texts = new ArrayList<>();
    for (TagValue tag : tags) {
      tag.value()
          .of(message)
          .filter(value -> !value.isEmpty())
          .ifPresent(value -> texts.add(tag.key() + ":" + value));
    }
    return texts;
  }
}
