package io.tagalong.sidecar.enrich;

import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.enrich.Enrichment.Enriched;
import io.tagalong.sidecar.enrich.Enrichment.Filtered;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Applies all rules to the name and the tags of a message, in the Agent's order
 * (comp/dogstatsd/server/impl/enrich.go): mapper, tags that are instructions, namespace, list of
 * metrics to leave out, extra tags, list of tags to leave out; then the unified service tags.
 *
 * <p>Service tags come last and give way: one is added only where no tag of its key is left, so a
 * sender that names its own service keeps it, {@code DD_TAGS} beats {@code DD_ENV}, and that beats
 * the pod's label.
 *
 * <p>Immutable, and the result depends on the arguments alone: it is remembered with the spelling
 * of a context. New rules are a new instance.
 */
public final class Enricher {
  private final Mapper mapper;
  private final Namespace namespace;
  private final MetricFilterList metricFilterList;
  private final TagFilterList tagFilterList;
  private final List<String> extraTags;
  private final List<String> serviceTags;
  private final String hostname;

  /**
   * @param podTags {@code key:value}, service tags that the pod's labels give
   * @param hostname the host of messages that name none
   */
  public Enricher(EnrichmentSettings settings, List<String> podTags, String hostname) {
    mapper = new Mapper(settings.mapperProfiles());
    namespace = settings.namespace();
    metricFilterList = settings.metricFilterList();
    tagFilterList = settings.tagFilterList();
    extraTags = settings.extraTags();
    serviceTags = Stream.concat(settings.serviceTags().stream(), podTags.stream()).toList();
    this.hostname = hostname;
  }

  /**
   * Applies the rules to a metric.
   *
   * @param name as the sender wrote it
   * @param tags as the sender wrote them
   * @param cardinalityField what the message's {@code card:} field says, empty without one
   */
  public Enrichment enrich(
      MetricType type, String name, List<String> tags, String cardinalityField) {
    Mapper.Mapped mapped = mapper.map(name);
    List<String> sent = new ArrayList<>(tags);
    sent.addAll(mapped.tags());
    SenderTags sender = SenderTags.of(sent, cardinalityField);
    String fullName = namespace.prepend(mapped.name());
    if (metricFilterList.has(fullName)) {
      return new Filtered();
    }
    List<String> all = new ArrayList<>(sender.tags());
    all.addAll(extraTags);
    tagFilterList.strip(type, fullName, all);
    addServiceTags(all);
    return new Enriched(
        fullName,
        all,
        sender.host() != null ? sender.host() : hostname,
        sender.entityId(),
        sender.cardinality());
  }

  /** Completes a metric of the sidecar itself, to which only the tags for everything apply. */
  public Enriched enrichOwn(String name, List<String> tags) {
    List<String> all = new ArrayList<>(tags);
    all.addAll(extraTags);
    addServiceTags(all);
    return new Enriched(name, all, hostname, "", "");
  }

  /**
   * Applies the rules to an event or a service check, of which there are fewer: tags that are
   * instructions, extra tags, service tags.
   *
   * @param tags as the sender wrote them
   * @param hostField what the message's {@code h:} field says, which beats the tag; null or empty
   *     without one
   */
  public Attribution attribute(List<String> tags, @Nullable String hostField) {
    SenderTags sender = SenderTags.of(tags, "");
    List<String> all = new ArrayList<>(sender.tags());
    all.addAll(extraTags);
    addServiceTags(all);
    String hostTag = sender.host() != null ? sender.host() : hostname;
    return new Attribution(all, hostField == null || hostField.isEmpty() ? hostTag : hostField);
  }

  /**
   * Applies the rules to a log, of which a field may name the service: then no tag needs to.
   *
   * @param hostField as for the others
   * @param service null or empty when the log has none
   */
  public Attribution attributeLog(
      List<String> tags, @Nullable String hostField, @Nullable String service) {
    if (service == null || service.isEmpty()) {
      return attribute(tags, hostField);
    }
    String standIn = "service:" + service;
    List<String> all = new ArrayList<>(tags);
    all.add(standIn);
    Attribution attribution = attribute(all, hostField);
    List<String> others = new ArrayList<>(attribution.tags());
    others.remove(others.lastIndexOf(standIn));
    return new Attribution(others, attribution.host());
  }

  private void addServiceTags(List<String> tags) {
    for (String serviceTag : serviceTags) {
      String key = serviceTag.substring(0, serviceTag.indexOf(':') + 1);
      // Tags are stored in lower case, so keys that differ only there are one.
      if (tags.stream().noneMatch(tag -> tag.regionMatches(true, 0, key, 0, key.length()))) {
        tags.add(serviceTag);
      }
    }
  }
}
