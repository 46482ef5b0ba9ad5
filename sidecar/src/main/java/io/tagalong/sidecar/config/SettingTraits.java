package io.tagalong.sidecar.config;

import java.util.EnumSet;
import java.util.Set;

/**
 * What only some settings are. The sets stand apart from {@link Setting}, which is what a reader
 * looks at first.
 */
final class SettingTraits {
  private static final Set<Setting> LISTS =
      EnumSet.of(
          Setting.HISTOGRAM_AGGREGATES,
          Setting.HISTOGRAM_PERCENTILES,
          Setting.EOL_REQUIRED,
          Setting.TAGS,
          Setting.DOGSTATSD_TAGS,
          Setting.NAMESPACE_EXCEPTIONS,
          Setting.METRIC_FILTERLIST,
          Setting.PROXY_NO_PROXY,
          Setting.SECRET_BACKEND_ARGUMENTS);

  private static final Set<Setting> STRUCTURES =
      EnumSet.of(
          Setting.ADDITIONAL_ENDPOINTS,
          Setting.HISTOGRAM_RULES,
          Setting.POD_LABELS_AS_TAGS,
          Setting.METRIC_TAG_FILTERLIST,
          Setting.MAPPER_PROFILES,
          Setting.WEBHOOK_RULES);

  /** Values that are shown nowhere, or only without what may be secret in them. */
  static final Set<Setting> SECRET =
      EnumSet.of(
          Setting.API_KEY,
          Setting.ADDITIONAL_ENDPOINTS,
          Setting.SECRET_BACKEND_ARGUMENTS,
          Setting.PROXY_HTTPS,
          Setting.PROXY_HTTP);

  /** What a running sidecar takes over when the file changes. */
  static final Set<Setting> RELOADABLE =
      EnumSet.of(
          Setting.HISTOGRAM_AGGREGATES,
          Setting.HISTOGRAM_PERCENTILES,
          Setting.HISTOGRAM_COPY_TO_DISTRIBUTION,
          Setting.HISTOGRAM_COPY_TO_DISTRIBUTION_PREFIX,
          Setting.HISTOGRAM_RULES,
          Setting.EOL_REQUIRED,
          Setting.ORIGIN_DETECTION_CLIENT,
          Setting.STRICT,
          Setting.ENV,
          Setting.SERVICE,
          Setting.VERSION,
          Setting.TAGS,
          Setting.DOGSTATSD_TAGS,
          Setting.POD_LABELS_FILE,
          Setting.POD_LABELS_AS_TAGS,
          Setting.NAMESPACE,
          Setting.NAMESPACE_EXCEPTIONS,
          Setting.METRIC_FILTERLIST,
          Setting.METRIC_FILTERLIST_MATCH_PREFIX,
          Setting.METRIC_TAG_FILTERLIST,
          Setting.MAPPER_PROFILES);

  private SettingTraits() {}

  static Form form(Setting setting) {
    if (STRUCTURES.contains(setting)) {
      return Form.STRUCTURE;
    }
    return LISTS.contains(setting) ? Form.WORDS : Form.TEXT;
  }
}
