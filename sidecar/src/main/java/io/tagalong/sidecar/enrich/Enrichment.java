package io.tagalong.sidecar.enrich;

import java.util.List;

/** What becomes of a message's name and tags. */
public sealed interface Enrichment {

  /**
   * The message goes on under this name.
   *
   * @param tags not normalised: in the order of the rules, with duplicates and empty ones
   * @param host empty when the sender wants none
   * @param entityId the UID of the sender's pod as the sender gave it, empty without one
   * @param cardinality of the origin's tags as the sender gave it, empty without one
   */
  record Enriched(String name, List<String> tags, String host, String entityId, String cardinality)
      implements Enrichment {
    public Enriched {
      tags = List.copyOf(tags);
    }
  }

  /** The list of metrics to be left out has the name. */
  record Filtered() implements Enrichment {}
}
