package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.dogstatsd.Event;
import io.tagalong.sidecar.dogstatsd.Origin;
import io.tagalong.sidecar.yaml.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a webhook becomes if its conditions hold.
 *
 * @param each the list whose elements are gone through one by one, as {@code item}
 * @param when conditions that must all hold
 * @param unless conditions none of which may hold
 * @param tags values by key, in the order of the text; what is absent leaves its tag out
 */
public record Rule(
    Output output,
    Optional<Chain> each,
    List<Condition> when,
    List<Condition> unless,
    List<TagValue> tags) {

  /** A tag's key, and where its value is found. */
  public record TagValue(String key, Chain value) {}

  public Rule {
    when = List.copyOf(when);
    unless = List.copyOf(unless);
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
    boolean wanted =
        when.stream().filter(condition -> !condition.readsItem()).allMatch(c -> c.holds(message))
            && unless.stream().filter(c -> !c.readsItem()).noneMatch(c -> c.holds(message));
    if (wanted) {
      long matches = items.stream().filter(item -> holds(message.at(item))).count();
      batch.sample(metric.name(), metric.type(), Long.toString(matches), tags(message));
    }
  }

  private boolean holds(Message message) {
    return when.stream().allMatch(condition -> condition.holds(message))
        && unless.stream().noneMatch(condition -> condition.holds(message));
  }

  private void emitIfHolds(Message message, BatchBuilder batch) {
    if (!holds(message)) {
      return;
    }
    if (output instanceof Output.Metric metric) {
      value(metric.value(), message)
          .ifPresent(v -> batch.sample(metric.name(), metric.type(), v, tags(message)));
    } else if (output instanceof Output.Event event) {
      emit(event, message, batch);
    } else if (output instanceof Output.Log log) {
      emit(log, message, batch);
    }
  }

  private static Optional<String> value(Output.Value value, Message message) {
    return value instanceof Output.Value.At at ? at.chain().text(message) : Optional.of("1");
  }

  private void emit(Output.Event event, Message message, BatchBuilder batch) {
    Optional<String> title = event.title().text(message).filter(text -> !text.isEmpty());
    title.ifPresent(
        text ->
            batch.event(
                new Event(
                    text,
                    event.text().text(message).orElse(""),
                    0,
                    null,
                    event.aggregationKey().text(message).orElse(null),
                    event.source().text(message).orElse(null),
                    Event.Priority.NORMAL,
                    alertType(event.alertType().text(message).orElse("")),
                    tags(message),
                    Origin.NONE)));
  }

  private void emit(Output.Log log, Message message, BatchBuilder batch) {
    Optional<String> text = log.message().text(message).filter(found -> !found.isEmpty());
    Map<String, String> attributes = new HashMap<>();
    log.attributes()
        .forEach((name, chain) -> chain.text(message).ifPresent(v -> attributes.put(name, v)));
    text.ifPresent(
        found ->
            batch.log(
                new LogEntry(
                    found,
                    log.status().text(message).orElse(""),
                    log.service().text(message).orElse(""),
                    log.source().text(message).orElse(""),
                    tags(message),
                    attributes)));
  }

  private List<String> tags(Message message) {
    List<String> texts = new ArrayList<>();
    for (TagValue tag : tags) {
      tag.value()
          .text(message)
          .filter(value -> !value.isEmpty())
          .ifPresent(value -> texts.add(tag.key() + ":" + value));
    }
    return texts;
  }

  private static Event.AlertType alertType(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "error" -> Event.AlertType.ERROR;
      case "warning" -> Event.AlertType.WARNING;
      case "success" -> Event.AlertType.SUCCESS;
      default -> Event.AlertType.INFO;
    };
  }
}
