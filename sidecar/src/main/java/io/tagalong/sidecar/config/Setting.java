package io.tagalong.sidecar.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every setting of the sidecar: its flag, its environment variables (the first that is set wins),
 * its default and its description. Its keys in the file are its environment variables in lower case
 * without {@code DD_} or {@code TAGALONG_}, as the Agent does it; those of the Agent's section
 * {@code proxy} have a dot behind it. Help texts, error messages, {@code docs/configuration.md} and
 * the reader are made from this table. Where the Datadog Agent has the setting, the environment
 * variable is the Agent's.
 *
 * <p>The API key has no flag: command lines are visible to every process of the machine.
 */
public enum Setting {
  CONFIG(
      "--config",
      "FILE",
      List.of("TAGALONG_CONFIG"),
      "/etc/tagalong/sidecar.yaml",
      "YAML file with settings; it may be absent unless it is named"),
  API_KEY("", "", List.of("DD_API_KEY"), "", "Datadog API key, or ENC[handle]"),
  API_KEY_FILE(
      "",
      "",
      List.of("DD_API_KEY_FILE"),
      "",
      "file with the API key instead, read again when it changes"),
  SECRET_BACKEND_COMMAND(
      "",
      "",
      List.of("DD_SECRET_BACKEND_COMMAND"),
      "",
      "program that turns ENC[handle] into the API key, as for the Agent"),
  SECRET_BACKEND_ARGUMENTS(
      "",
      "",
      List.of("DD_SECRET_BACKEND_ARGUMENTS"),
      "",
      "arguments of that program, separated by spaces"),
  SITE("--site", "SITE", List.of("DD_SITE"), "datadoghq.com", "Datadog site to deliver to"),
  INTAKE_URL(
      "--dd-url",
      "URL",
      List.of("DD_DD_URL", "DD_URL"),
      "",
      "deliver to this address instead of the site's"),
  ADDITIONAL_ENDPOINTS(
      "",
      "",
      List.of("DD_ADDITIONAL_ENDPOINTS"),
      "",
      "object of further addresses to lists of API keys; they get everything too"),
  BIND_HOST(
      "--bind",
      "ADDRESSES",
      List.of("DD_BIND_HOST"),
      "127.0.0.1",
      "addresses to listen on for DogStatsD over UDP, separated by commas"),
  PORT(
      "--port",
      "PORT",
      List.of("DD_DOGSTATSD_PORT"),
      "8125",
      "port to listen on at each address; 0 takes any free one"),
  SOCKET(
      "--socket",
      "PATH",
      List.of("DD_DOGSTATSD_SOCKET"),
      "",
      "Unix datagram socket to listen on as well; Linux on x86-64 or aarch64"),
  STREAM_SOCKET(
      "--stream-socket",
      "PATH",
      List.of("DD_DOGSTATSD_STREAM_SOCKET"),
      "",
      "Unix stream socket to listen on as well"),
  RECEIVE_BUFFER_BYTES(
      "--receive-buffer-bytes",
      "BYTES",
      List.of("DD_DOGSTATSD_SO_RCVBUF"),
      "0",
      "kernel memory for UDP datagrams not yet read, at each address; 0 asks for 4 MiB"),
  LISTEN_LOOPS(
      "--listen-loops",
      "COUNT",
      List.of("TAGALONG_LISTEN_LOOPS"),
      "1",
      "threads that read UDP, each on a socket of its own"),
  WARM_UP(
      "--warm-up",
      "BOOLEAN",
      List.of("TAGALONG_WARM_UP"),
      "true",
      "false listens a second sooner, and is slow at first"),
  HOSTNAME(
      "--hostname",
      "NAME",
      List.of("DD_HOSTNAME", "HOSTNAME"),
      "",
      "host that metrics are attributed to; without it the name of this machine"),
  BUCKET_SECONDS(
      "--bucket-seconds",
      "SECONDS",
      List.of("TAGALONG_BUCKET_SECONDS"),
      "10",
      "length of an aggregation bucket, and so of the time between deliveries"),
  MAX_CONTEXTS(
      "--max-contexts",
      "COUNT",
      List.of("TAGALONG_MAX_CONTEXTS"),
      "100000",
      "most combinations of metric, type and tags at a time; more go to an overflow series"),
  MAX_CONTEXTS_PER_METRIC(
      "--max-contexts-per-metric",
      "COUNT",
      List.of("TAGALONG_MAX_CONTEXTS_PER_METRIC"),
      "10000",
      "most combinations of tags of one metric; more go to its series tagged overflow:true"),
  HISTOGRAM_AGGREGATES(
      "--histogram-aggregates",
      "WORDS",
      List.of("DD_HISTOGRAM_AGGREGATES"),
      "max median avg count",
      "what a histogram becomes, of max, median, avg, count, min, sum; [] for nothing"),
  HISTOGRAM_PERCENTILES(
      "--histogram-percentiles",
      "NUMBERS",
      List.of("DD_HISTOGRAM_PERCENTILES"),
      "0.95",
      "percentiles of a histogram, from 0 to 1; [] for none"),
  HISTOGRAM_COPY_TO_DISTRIBUTION(
      "--histogram-copy-to-distribution",
      "",
      List.of("DD_HISTOGRAM_COPY_TO_DISTRIBUTION"),
      "false",
      "count every sample of a histogram into a distribution too"),
  HISTOGRAM_COPY_TO_DISTRIBUTION_PREFIX(
      "--histogram-copy-to-distribution-prefix",
      "PREFIX",
      List.of("DD_HISTOGRAM_COPY_TO_DISTRIBUTION_PREFIX"),
      "",
      "what the name of such a distribution begins with"),
  HISTOGRAM_RULES(
      "",
      "",
      List.of("TAGALONG_HISTOGRAM_RULES"),
      "",
      "list of name patterns with the aggregates and percentiles of their histograms"),
  COUNTERS_AS(
      "--counters-as",
      "FORM",
      List.of("TAGALONG_COUNTERS_AS"),
      "count",
      "count, the total of an interval, or rate, the total by its seconds as the Agent sends it"),
  NO_AGGREGATION_PIPELINE(
      "--no-aggregation-pipeline",
      "BOOLEAN",
      List.of("DD_DOGSTATSD_NO_AGGREGATION_PIPELINE"),
      "true",
      "false ignores the timestamps that senders give their samples"),
  EOL_REQUIRED(
      "",
      "",
      List.of("DD_DOGSTATSD_EOL_REQUIRED"),
      "",
      "where messages without a newline behind them are rejected, of udp, uds, named_pipe"),
  ORIGIN_DETECTION_CLIENT(
      "",
      "",
      List.of("DD_DOGSTATSD_ORIGIN_DETECTION_CLIENT"),
      "true",
      "false skips what senders say of their origin, the fields c:, e: and card:"),
  COMPATIBILITY(
      "--compatibility",
      "WITH",
      List.of("TAGALONG_COMPATIBILITY"),
      "tagalong",
      "tagalong, or agent for the Datadog Agent's very numbers, quirks included"),
  QUEUE_BYTES(
      "--queue-bytes",
      "BYTES",
      List.of("TAGALONG_QUEUE_BYTES"),
      "15728640",
      "most memory for data that waits for delivery; beyond it the oldest is dropped and counted"),
  SKETCH_DELIVERY(
      "",
      "",
      List.of("TAGALONG_SKETCH_DELIVERY"),
      "at_least_once",
      "at_least_once, or at_most_once to give up distributions that may have arrived already"),
  SPOOL_DIR(
      "",
      "",
      List.of("TAGALONG_SPOOL_DIR"),
      "",
      "folder for data that waits out an outage or a restart; without it data waits in memory"),
  SPOOL_BYTES(
      "",
      "",
      List.of("TAGALONG_SPOOL_BYTES"),
      "134217728",
      "most bytes in that folder for each endpoint; beyond them the oldest are dropped and counted"),
  PROXY_HTTPS(
      "",
      "",
      List.of("DD_PROXY_HTTPS", "HTTPS_PROXY"),
      "",
      "proxy for https, such as http://user:password@proxy:3128"),
  PROXY_HTTP("", "", List.of("DD_PROXY_HTTP", "HTTP_PROXY"), "", "proxy for http"),
  PROXY_NO_PROXY(
      "",
      "",
      List.of("DD_PROXY_NO_PROXY", "NO_PROXY"),
      "",
      "hosts and domains to reach without a proxy, separated by commas or spaces"),
  TLS_CA_FILE(
      "",
      "",
      List.of("TAGALONG_TLS_CA_FILE"),
      "",
      "PEM file of authorities to trust besides the platform's"),
  TLS_CERTIFICATE_FILE(
      "",
      "",
      List.of("TAGALONG_TLS_CERTIFICATE_FILE"),
      "",
      "PEM file with our own certificate, where the other side asks for one"),
  TLS_KEY_FILE(
      "",
      "",
      List.of("TAGALONG_TLS_KEY_FILE"),
      "",
      "PEM file with the key of that certificate, unencrypted PKCS #8"),
  STRICT(
      "--strict",
      "",
      List.of("TAGALONG_STRICT"),
      "false",
      "count and log what is accepted here and not by every other DogStatsD server"),
  DRY_RUN(
      "--dry-run",
      "",
      List.of("TAGALONG_DRY_RUN"),
      "false",
      "print what would be delivered instead; needs no API key"),
  ENV("", "", List.of("DD_ENV"), "", "tag env: of everything that has none"),
  SERVICE("", "", List.of("DD_SERVICE"), "", "tag service: of everything that has none"),
  VERSION("", "", List.of("DD_VERSION"), "", "tag version: of everything that has none"),
  TAGS("", "", List.of("DD_TAGS"), "", "tags of everything, separated by spaces or commas"),
  DOGSTATSD_TAGS("", "", List.of("DD_DOGSTATSD_TAGS"), "", "more tags, like DD_TAGS"),
  POD_LABELS_FILE(
      "",
      "",
      List.of("TAGALONG_PODINFO_LABELS"),
      "/etc/podinfo/labels",
      "file with the pod's labels, from a downwardAPI volume; it may be absent"),
  POD_LABELS_AS_TAGS(
      "",
      "",
      List.of("DD_KUBERNETES_POD_LABELS_AS_TAGS"),
      "",
      "object of pod labels to the tag keys that they become, besides env, service, version"),
  NAMESPACE(
      "",
      "",
      List.of("DD_STATSD_METRIC_NAMESPACE"),
      "",
      "prefix put before metric names, and a dot"),
  NAMESPACE_EXCEPTIONS(
      "",
      "",
      List.of("DD_STATSD_METRIC_NAMESPACE_BLACKLIST", "DD_STATSD_METRIC_NAMESPACE_BLOCKLIST"),
      "datadog.agent datadog.dogstatsd datadog.process datadog.trace_agent datadog.tracer activemq"
          + " activemq_58 airflow cassandra confluent hazelcast hive ignite jboss jvm kafka presto"
          + " sidekiq solr tomcat runtime",
      "beginnings of metric names that get no prefix"),
  METRIC_FILTERLIST(
      "",
      "",
      List.of("DD_METRIC_FILTERLIST", "DD_STATSD_METRIC_BLOCKLIST"),
      "",
      "names of metrics to leave out"),
  METRIC_FILTERLIST_MATCH_PREFIX(
      "",
      "",
      List.of("DD_METRIC_FILTERLIST_MATCH_PREFIX", "DD_STATSD_METRIC_BLOCKLIST_MATCH_PREFIX"),
      "false",
      "leave out all metrics whose names begin like one on the list"),
  METRIC_TAG_FILTERLIST(
      "",
      "",
      List.of("DD_METRIC_TAG_FILTERLIST"),
      "",
      "list of the tags that counts and distributions lose, or that alone they keep"),
  MAPPER_PROFILES(
      "",
      "",
      List.of("DD_DOGSTATSD_MAPPER_PROFILES"),
      "",
      "list of profiles that turn parts of metric names into tags"),
  HTTP_HOST("", "", List.of("TAGALONG_HTTP_HOST"), "127.0.0.1", "address for webhooks"),
  HTTP_PORT("", "", List.of("TAGALONG_HTTP_PORT"), "8127", "port for webhooks; 0: any free one"),
  WEBHOOK_RULES("", "", List.of("TAGALONG_WEBHOOK_RULES"), "", "list of webhooks to listen for");

  private static final Pattern PREFIX = Pattern.compile("(DD|TAGALONG)_");

  private static final Pattern SECTIONS = Pattern.compile("^(proxy)_");

  private final String flag;
  private final String placeholder;

  @SuppressWarnings("ImmutableEnumChecker") // every constant passes a List.of
  private final List<String> variables;

  private final String defaultText;
  private final String description;

  Setting(
      String flag,
      String placeholder,
      List<String> variables,
      String defaultText,
      String description) {
    this.flag = flag;
    this.placeholder = placeholder;
    this.variables = variables;
    this.defaultText = defaultText;
    this.description = description;
  }

  /** The flag with its dashes, or nothing where a flag would be a mistake. */
  public Optional<String> flag() {
    return nonEmpty(flag);
  }

  /** What follows the flag in help texts; nothing for a switch that stands alone. */
  public Optional<String> placeholder() {
    return nonEmpty(placeholder);
  }

  public List<String> variables() {
    return variables;
  }

  /** The setting's names in a file, the first preferred; none for the file's own name. */
  public List<String> keys() {
    return this == CONFIG
        ? List.of()
        : variables.stream()
            .filter(variable -> PREFIX.matcher(variable).lookingAt())
            .map(variable -> PREFIX.matcher(variable).replaceFirst("").toLowerCase(Locale.ROOT))
            .map(key -> SECTIONS.matcher(key).replaceFirst("$1."))
            .toList();
  }

  /** Whether a key of a file is one in which settings stand, each as a field. */
  static boolean isSection(String key) {
    return SECTIONS.matcher(key + "_").matches();
  }

  static Optional<Setting> withKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.keys().contains(key)).findFirst();
  }

  Form form() {
    return SettingTraits.form(this);
  }

  /** Whether a running sidecar takes a new value over when the file changes. */
  public boolean isReloadable() {
    return SettingTraits.RELOADABLE.contains(this);
  }

  /** Whether its value may hold a key or a password. */
  boolean isSecret() {
    return SettingTraits.SECRET.contains(this);
  }

  /** The text that counts when nobody sets anything; nothing where that depends on the machine. */
  public Optional<String> defaultText() {
    return nonEmpty(defaultText);
  }

  public String description() {
    return description;
  }

  private static Optional<String> nonEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
