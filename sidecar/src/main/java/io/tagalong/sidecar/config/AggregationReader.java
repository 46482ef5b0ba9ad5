package io.tagalong.sidecar.config;

import io.tagalong.sidecar.aggregate.HistogramSettings;
import io.tagalong.sidecar.aggregate.HistogramSettings.Aggregate;
import io.tagalong.sidecar.config.Sources.Sourced;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Reads the settings that consist of given words: forms, and lists of figures. */
record AggregationReader(Sources sources, List<Problem> problems) {

  /** The Agent's way to write a list without elements; a variable set to nothing is not set. */
  private static final String EMPTY_LIST = "[]";

  HistogramSettings histograms(boolean copiesToDistribution) {
    String prefix =
        sources.find(Setting.HISTOGRAM_COPY_TO_DISTRIBUTION_PREFIX).map(Sourced::text).orElse("");
    return new HistogramSettings(
        aggregates(), percentiles(), copiesToDistribution ? Optional.of(prefix) : Optional.empty());
  }

  /** The constant that the setting's text names in lower case. */
  <E extends Enum<E>> E oneOf(E[] choices, Setting setting) {
    Sourced given = sources.find(setting).orElseThrow();
    return named(choices, given, given.text()).orElse(choices[0]);
  }

  private List<Aggregate> aggregates() {
    Sourced given = sources.find(Setting.HISTOGRAM_AGGREGATES).orElseThrow();
    List<Aggregate> aggregates = new ArrayList<>();
    words(given).forEach(each -> named(Aggregate.values(), given, each).ifPresent(aggregates::add));
    return aggregates;
  }

  private List<Integer> percentiles() {
    Sourced given = sources.find(Setting.HISTOGRAM_PERCENTILES).orElseThrow();
    List<Integer> percentiles = new ArrayList<>();
    for (String word : words(given)) {
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

  private static List<String> words(Sourced given) {
    return given.text().equals(EMPTY_LIST) ? List.of() : List.of(given.text().split("[\\s,]+"));
  }
}
