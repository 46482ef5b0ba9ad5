package io.tagalong.sidecar.enrich;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a message, told apart: those that are instructions to the server, and the others.
 *
 * <p>As in the Agent (enrich.go, extractTagsMetadata) the last {@code host:} wins, but the first
 * cardinality; a {@code card:} field beats the tag, which then stays a tag. The name of a JMX check
 * is removed and means nothing here.
 *
 * @param host null when no tag names one, empty when a tag takes it away
 */
record SenderTags(List<String> tags, @Nullable String host, String entityId, String cardinality) {
  private static final String HOST = "host:";
  private static final String ENTITY_ID = "dd.internal.entity_id:";
  private static final String CARDINALITY = "dd.internal.card:";
  private static final String JMX_CHECK_NAME = "dd.internal.jmx_check_name:";

  static SenderTags of(List<String> raw, String cardinalityField) {
    List<String> tags = new ArrayList<>(raw.size());
    String host = null;
    String entityId = "";
    String cardinality = cardinalityField;
    for (String tag : raw) {
      if (tag.startsWith(HOST)) {
        host = tag.substring(HOST.length());
      } else if (tag.startsWith(ENTITY_ID)) {
        entityId = tag.substring(ENTITY_ID.length());
      } else if (tag.startsWith(CARDINALITY) && cardinality.isEmpty()) {
        cardinality = tag.substring(CARDINALITY.length());
      } else if (!tag.startsWith(JMX_CHECK_NAME)) {
        tags.add(tag);
      }
    }
    return new SenderTags(tags, host, entityId, cardinality);
  }
}
