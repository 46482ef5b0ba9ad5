package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the webhooks of each sequence said, until a rule asks for it: the states that have ended,
 * with how long each lasted. A gap in the order, where a webhook is still missing, ends no state.
 *
 * <p>Memory is bounded: {@value #MAX_SEQUENCES} sequences, the one that was silent longest is
 * forgotten first, and {@value #MAX_STEPS} steps of each.
 *
 * <p>Threads: guarded by its receiver.
 */
final class Histories {
  static final int MAX_SEQUENCES = 1024;
  static final int MAX_STEPS = 64;
  private static final int MAX_TEXT_CHARACTERS = 256;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** What happened at one place of the order. */
  private record Step(long seconds, String state) {}

  private final Sequence sequence;
  private final Map<String, NavigableMap<Long, Step>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, NavigableMap<Long, Step>> eldest) {
          return size() > MAX_SEQUENCES;
        }
      };

  Histories(Sequence sequence) {
    this.sequence = sequence;
  }

  /** The message with the history that ends with it; as it was when it belongs to no sequence. */
  Message extend(Message message) {
    Optional<String> key = sequence.key().text(message);
    Optional<Long> order = number(sequence.order(), message);
    Optional<Long> seconds = number(sequence.seconds(), message);
    Optional<String> state = sequence.state().text(message);
    if (key.isEmpty() || order.isEmpty() || seconds.isEmpty() || state.isEmpty()) {
      return message;
    }
    NavigableMap<Long, Step> steps =
        known.computeIfAbsent(cut(key.get()), absent -> new TreeMap<>());
    steps.put(order.get(), new Step(seconds.get(), cut(state.get())));
    if (steps.size() > MAX_STEPS) {
      steps.pollFirstEntry();
    }
    return message.after(new Node.Items(Position.UNKNOWN, ended(steps)));
  }

  private static List<Node> ended(NavigableMap<Long, Step> steps) {
    List<Node> ended = new ArrayList<>();
    steps.forEach(
        (order, step) -> {
          Step next = steps.get(order + 1);
          if (next != null && next.seconds >= step.seconds) {
            ended.add(node(step, next.seconds - step.seconds));
          }
        });
    return ended;
  }

  private static Node node(Step step, long seconds) {
    return new Node.Fields(
        Position.UNKNOWN,
        List.of(
            Message.field("state", step.state),
            Message.field("duration", Long.toString(seconds * NANOS_PER_SECOND))));
  }

  private static Optional<Long> number(Chain chain, Message message) {
    return chain.text(message).filter(text -> text.matches("[0-9]{1,12}")).map(Long::valueOf);
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT_CHARACTERS ? text : text.substring(0, MAX_TEXT_CHARACTERS);
  }
}
