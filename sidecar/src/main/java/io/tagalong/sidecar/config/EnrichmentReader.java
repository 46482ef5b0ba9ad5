package io.tagalong.sidecar.config;

import io.tagalong.sidecar.config.Sources.Sourced;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.enrich.MapperProfile;
import io.tagalong.sidecar.enrich.MetricFilterList;
import io.tagalong.sidecar.enrich.Namespace;
import io.tagalong.sidecar.enrich.PodLabels;
import io.tagalong.sidecar.enrich.TagFilterList;
import io.tagalong.sidecar.enrich.TagRule;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the settings about names and tags; part of the {@link SettingsReader}. */
final class EnrichmentReader {
  private static final String PROFILES_SHAPE =
      "Allowed is a list like [{\"name\": \"jobs\", \"prefix\": \"job.\", \"mappings\":"
          + " [{\"match\": \"job.*.time\", \"name\": \"job.time\", \"tags\": {\"job\": \"$1\"}}]}]";
  private static final String TAG_RULES_SHAPE =
      "Allowed is a list like [{\"metric_name\": \"orders\", \"action\": \"exclude\", \"tags\":"
          + " [\"user\"]}]";
  private static final String LABELS_SHAPE =
      "Allowed is an object like {\"app.kubernetes.io/name\": \"app\"}, of whole names";

  private final Sources sources;
  private final List<Problem> problems;

  EnrichmentReader(Sources sources, List<Problem> problems) {
    this.sources = sources;
    this.problems = problems;
  }

  MetricFilterList metricFilterList() {
    return new MetricFilterList(
        Set.copyOf(words(Setting.METRIC_FILTERLIST)),
        SettingsReader.truth(
            sources.find(Setting.METRIC_FILTERLIST_MATCH_PREFIX).orElseThrow(), problems));
  }

  EnrichmentSettings settings(MetricFilterList filterList) {
    return new EnrichmentSettings(
        structure(Setting.MAPPER_PROFILES, PROFILES_SHAPE).stream()
            .flatMap(part -> part.items().stream())
            .map(EnrichmentReader::profile)
            .toList(),
        new Namespace(word(Setting.NAMESPACE), words(Setting.NAMESPACE_EXCEPTIONS)),
        filterList,
        new TagFilterList(
            structure(Setting.METRIC_TAG_FILTERLIST, TAG_RULES_SHAPE).stream()
                .flatMap(part -> part.items().stream())
                .map(EnrichmentReader::tagRule)
                .toList()),
        Stream.of(Setting.DOGSTATSD_TAGS, Setting.TAGS)
            .flatMap(setting -> words(setting).stream())
            .toList(),
        serviceTags());
  }

  PodLabels podLabels() {
    Map<String, String> tagKeys = new HashMap<>(PodLabels.STANDARD_TAG_KEYS);
    for (Part part : structure(Setting.POD_LABELS_AS_TAGS, LABELS_SHAPE)) {
      part.texts().forEach((label, key) -> addLabel(part.field(label), label, key, tagKeys));
    }
    return new PodLabels(Path.of(word(Setting.POD_LABELS_FILE)), tagKeys);
  }

  /** The Agent's patterns are refused rather than taken for names that no label has. */
  private static void addLabel(Part part, String label, String key, Map<String, String> tagKeys) {
    if (label.contains("*") || key.contains("%%")) {
      part.problem(part.place() + " is a pattern");
    }
    tagKeys.put(label, key);
  }

  private List<String> serviceTags() {
    return Stream.of(Setting.ENV, Setting.SERVICE, Setting.VERSION)
        .filter(setting -> sources.find(setting).isPresent())
        .map(setting -> setting.name().toLowerCase(Locale.ROOT) + ":" + word(setting))
        .toList();
  }

  private static MapperProfile profile(Part part) {
    part.allowing(List.of("name", "prefix", "mappings")).field("name").text();
    return new MapperProfile(
        part.field("prefix").text(),
        part.field("mappings").items().stream().map(EnrichmentReader::mapping).toList());
  }

  private static MapperProfile.Mapping mapping(Part part) {
    part.allowing(List.of("match", "match_type", "name", "tags"));
    return new MapperProfile.Mapping(
        pattern(part), part.field("name").text(), part.field("tags").texts());
  }

  private static Pattern pattern(Part mapping) {
    Part match = mapping.field("match");
    return choice(mapping.field("match_type"), List.of("wildcard", "regex")).equals("regex")
        ? Patterns.regex(match)
        : Patterns.wildcard(match);
  }

  private static TagRule tagRule(Part part) {
    part.allowing(List.of("metric_name", "action", "tags"));
    String action = choice(part.field("action"), List.of("exclude", "include"));
    return new TagRule(
        part.field("metric_name").text(),
        action.equals("include") ? TagRule.Action.INCLUDE : TagRule.Action.EXCLUDE,
        part.field("tags").items().stream().map(Part::text).collect(Collectors.toSet()));
  }

  /** One of the words; the first when nothing is said. */
  private static String choice(Part part, List<String> words) {
    String word = part.absent() ? words.get(0) : part.text();
    if (!words.contains(word)) {
      part.problem(
          part.place() + " is " + SettingsReader.quoted(word),
          "Allowed are " + String.join(" and ", words));
    }
    return word;
  }

  private List<Part> structure(Setting setting, String shape) {
    return sources
        .find(setting)
        .map(given -> List.of(Part.of(given, shape, problems)))
        .orElse(List.of());
  }

  private String word(Setting setting) {
    return sources
        .find(setting)
        .map(given -> SettingsReader.word(given, "a single word", problems))
        .orElse("");
  }

  private List<String> words(Setting setting) {
    return sources.find(setting).map(Sourced::words).orElse(List.of());
  }
}
