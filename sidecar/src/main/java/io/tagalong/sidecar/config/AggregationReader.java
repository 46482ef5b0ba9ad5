package io.tagalong.sidecar.config;

import io.tagalong.sidecar.config.Sources.Sourced;
import io.tagalong.sidecar.enrich.MetricFilterList;
import io.tagalong.sidecar.histogram.HistogramRules;
import io.tagalong.sidecar.histogram.HistogramRules.Rule;
import io.tagalong.sidecar.histogram.HistogramSettings;
import io.tagalong.sidecar.histogram.HistogramSettings.Aggregate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the settings that consist of given words: forms, and lists of figures. */
record AggregationReader(Sources sources, List<Problem> problems) {
  private static final String RULES_SHAPE =
      "Allowed is a list like [{\"match\": \"shop.*.time\", \"aggregates\": [\"avg\", \"max\"],"
          + " \"percentiles\": [\"0.99\"]}]";

  /**
   * What becomes of histograms.
   *
   * @param filterList leaves out series of histograms too
   */
  HistogramRules histograms(boolean copiesToDistribution, MetricFilterList filterList) {
    String prefix =
        sources.find(Setting.HISTOGRAM_COPY_TO_DISTRIBUTION_PREFIX).map(Sourced::text).orElse("");
    HistogramSettings general =
        new HistogramSettings(
            eachOf(Aggregate.values(), sources.find(Setting.HISTOGRAM_AGGREGATES).orElseThrow()),
            percentiles(sources.find(Setting.HISTOGRAM_PERCENTILES).orElseThrow()),
            copiesToDistribution ? Optional.of(prefix) : Optional.empty());
    List<Rule> rules =
        Stream.concat(rules(general, prefix), HistogramRules.bundled(general).stream()).toList();
    return new HistogramRules(general, rules, filterList);
  }

  /** The constant that the setting's text names in lower case. */
  <E extends Enum<E>> E oneOf(E[] choices, Setting setting) {
    Sourced given = sources.find(setting).orElseThrow();
    return named(choices, given, given.text()).orElse(choices[0]);
  }

  /** The constant that a part's text names in lower case. */
  <E extends Enum<E>> E oneOf(E[] choices, Part part) {
    return eachOf(choices, part.words()).stream().findFirst().orElse(choices[0]);
  }

  /** The constants that the words of a list name in lower case. */
  <E extends Enum<E>> List<E> eachOf(E[] choices, Sourced given) {
    List<E> found = new ArrayList<>();
    given.words().forEach(each -> named(choices, given, each).ifPresent(found::add));
    return found;
  }

  private Stream<Rule> rules(HistogramSettings general, String prefix) {
    return sources.find(Setting.HISTOGRAM_RULES).stream()
        .flatMap(given -> Part.of(given, RULES_SHAPE, problems).items().stream())
        .map(part -> rule(part, general, prefix));
  }

  /** What a rule is silent about it leaves as it is in general. */
  private Rule rule(Part part, HistogramSettings general, String prefix) {
    part.allowing(List.of("match", "aggregates", "percentiles", "distribution"));
    Part distribution = part.field("distribution");
    Part aggregates = part.field("aggregates");
    Part percentiles = part.field("percentiles");
    return new Rule(
        Patterns.wildcard(part.field("match")),
        new HistogramSettings(
            aggregates.absent()
                ? general.aggregates()
                : eachOf(Aggregate.values(), aggregates.words()),
            percentiles.absent() ? general.percentiles() : percentiles(percentiles.words()),
            distribution.absent()
                ? general.distributionPrefix()
                : Optional.of(prefix)
                    .filter(any -> SettingsReader.truth(distribution.words(), problems))));
  }

  private List<Integer> percentiles(Sourced given) {
    List<Integer> percentiles = new ArrayList<>();
    for (String word : given.words()) {
      OptionalInt percentile = HistogramSettings.percentile(word);
      percentile.ifPresent(percentiles::add);
      if (percentile.isEmpty()) {
        problems.add(
            Problem.of(
                given.origin(),
                SettingsReader.quoted(word) + " is not a percentile",
                "Allowed are numbers from 0 to 1 with spaces between, as in 0.5 0.95, or []"));
      }
    }
    return percentiles;
  }

  private <E extends Enum<E>> Optional<E> named(E[] choices, Sourced given, String word) {
    List<String> words = Arrays.stream(choices).map(AggregationReader::word).toList();
    int index = words.indexOf(word.toLowerCase(Locale.ROOT));
    if (index >= 0) {
      return Optional.of(choices[index]);
    }
    problems.add(
        new Problem(
            given.origin(),
            SettingsReader.quoted(word) + " cannot be used",
            words.stream().collect(Collectors.joining(", ", "Allowed are ", "")),
            NearestWord.to(word, words)));
    return Optional.empty();
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
