package io.tagalong.intake.http;

import io.tagalong.intake.store.HeldMetrics;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The filters of a metrics query: {@code ?metric=name&tag=key:value&tag=key:value}. */
record MetricsQuery(@Nullable String metric, List<String> tags) {
  /**
   * @throws IllegalArgumentException if the query has a parameter that does not exist
   */
  static MetricsQuery parse(@Nullable String rawQuery) {
    String metric = null;
    List<String> tags = new ArrayList<>();
    for (String parameter : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
      String[] nameAndValue = parameter.split("=", 2);
      String value =
          URLDecoder.decode(nameAndValue[nameAndValue.length - 1], StandardCharsets.UTF_8);
      switch (nameAndValue[0]) {
        case "metric" -> metric = value;
        case "tag" -> tags.add(value);
        default ->
            throw new IllegalArgumentException(
                "unknown parameter '" + nameAndValue[0] + "'; there are metric and tag");
      }
    }
    return new MetricsQuery(metric, List.copyOf(tags));
  }

  HeldMetrics select(HeldMetrics metrics) {
    HeldMetrics named = metric == null ? metrics : metrics.named(metric);
    return named.tagged(tags);
  }
}
