package io.tagalong.sidecar.webhook;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the bodies of a webhook are, and what becomes of them. */
public sealed interface Content {

  /**
   * Any JSON, which rules map.
   *
   * @param each the list of the messages that come together, each of which is a {@code body} of its
   *     own; empty where a request is one message
   * @param wanted which messages are mapped at all
   * @param onceFor what a message and its repetition have in common, and no other; empty where all
   *     count. One of which a part is absent is no repetition.
   * @param options that were chosen
   * @param rules all of them get every message
   */
  record Ruled(
      Optional<Chain> each,
      Conditions wanted,
      List<Chain> onceFor,
      Optional<Sequence> sequence,
      Set<String> options,
      List<Rule> rules)
      implements Content {
    public Ruled {
      onceFor = List.copyOf(onceFor);
      options = Set.copyOf(options);
      rules = List.copyOf(rules);
    }
  }

  /**
   * What Datadog's {@code /api/v2/series} takes ("Submit metrics").
   *
   * @param withoutMetrics names of metrics that are left out
   * @param withoutTags keys of tags that are left out
   */
  record Series(Set<String> withoutMetrics, Set<String> withoutTags) implements Content {
    public Series {
      withoutMetrics = Set.copyOf(withoutMetrics);
      withoutTags = Set.copyOf(withoutTags);
    }
  }
}
