package io.tagalong.sidecar.config;

import static io.tagalong.sidecar.config.Entry.Trait.RELOADABLE;
import static io.tagalong.sidecar.config.Entry.Trait.SECRET;
import static io.tagalong.sidecar.config.Entry.Trait.STRUCTURE;
import static io.tagalong.sidecar.config.Entry.Trait.WORDS;
import static io.tagalong.sidecar.config.Entry.variable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Every setting of the sidecar, how it is given and what it does. Help texts, error messages,
 * {@code docs/configuration.md} and the reader are made from this table; the keys in a file follow
 * from the environment variables, see {@link FileKeys}. Where the Datadog Agent has the setting,
 * the environment variable is the Agent's.
 *
 * <p>The API key has no flag: command lines are visible to every process of the machine.
 */
public enum Setting {
  CONFIG(
      variable("TAGALONG_CONFIG").flag("--config", "FILE").standard("/etc/tagalong/sidecar.yaml"),
      "YAML file with settings; it may be absent unless it is named"),
  API_KEY(variable("DD_API_KEY").being(SECRET), "Datadog API key, or ENC[handle]"),
  API_KEY_FILE(
      variable("DD_API_KEY_FILE"), "file with the API key instead, read again when it changes"),
  SECRET_BACKEND_COMMAND(
      variable("DD_SECRET_BACKEND_COMMAND"),
      "program that turns ENC[handle] into the API key, as for the Agent"),
  SECRET_BACKEND_ARGUMENTS(
      variable("DD_SECRET_BACKEND_ARGUMENTS").being(WORDS, SECRET),
      "arguments of that program, separated by spaces"),
  SITE(
      variable("DD_SITE").flag("--site", "SITE").standard("datadoghq.com"),
      "Datadog site to deliver to"),
  INTAKE_URL(
      variable("DD_DD_URL", "DD_URL").flag("--dd-url", "URL"),
      "deliver to this address instead of the site's"),
  ADDITIONAL_ENDPOINTS(
      variable("DD_ADDITIONAL_ENDPOINTS").being(STRUCTURE, SECRET),
      "object of further addresses to lists of API keys; they get everything too"),
  BIND_HOST(
      variable("DD_BIND_HOST").flag("--bind", "ADDRESSES").standard("127.0.0.1"),
      "addresses to listen on for DogStatsD over UDP, separated by commas"),
  PORT(
      variable("DD_DOGSTATSD_PORT").flag("--port", "PORT").standard("8125"),
      "port to listen on at each address; 0 takes any free one"),
  SOCKET(
      variable("DD_DOGSTATSD_SOCKET").flag("--socket", "PATH"),
      "Unix datagram socket to listen on as well; Linux on x86-64 or aarch64"),
  STREAM_SOCKET(
      variable("DD_DOGSTATSD_STREAM_SOCKET").flag("--stream-socket", "PATH"),
      "Unix stream socket to listen on as well"),
  RECEIVE_BUFFER_BYTES(
      variable("DD_DOGSTATSD_SO_RCVBUF").flag("--receive-buffer-bytes", "BYTES").standard("0"),
      "kernel memory for UDP datagrams not yet read, at each address; 0 asks for 4 MiB"),
  LISTEN_LOOPS(
      variable("TAGALONG_LISTEN_LOOPS").flag("--listen-loops", "COUNT").standard("1"),
      "threads that read UDP, each on a socket of its own"),
  WARM_UP(
      variable("TAGALONG_WARM_UP").flag("--warm-up", "BOOLEAN").standard("true"),
      "false listens a second sooner, and is slow at first"),
  HOSTNAME(
      variable("DD_HOSTNAME", "HOSTNAME").flag("--hostname", "NAME"),
      "host that metrics are attributed to; without it the name of this machine"),
  BUCKET_SECONDS(
      variable("TAGALONG_BUCKET_SECONDS").flag("--bucket-seconds", "SECONDS").standard("10"),
      "length of an aggregation bucket, and so of the time between deliveries"),
  MAX_CONTEXTS(
      variable("TAGALONG_MAX_CONTEXTS").flag("--max-contexts", "COUNT").standard("100000"),
      "most combinations of metric, type and tags at a time; more go to an overflow series"),
  MAX_CONTEXTS_PER_METRIC(
      variable("TAGALONG_MAX_CONTEXTS_PER_METRIC")
          .flag("--max-contexts-per-metric", "COUNT")
          .standard("10000"),
      "most combinations of tags of one metric; more go to its series tagged overflow:true"),
  MAX_CONTEXT_BYTES(
      variable("TAGALONG_MAX_CONTEXT_BYTES").flag("--max-context-bytes", "BYTES").standard("0"),
      "most memory for names and tags; what is new then overflows, too; 0 is a quarter of the heap"),
  HISTOGRAM_AGGREGATES(
      variable("DD_HISTOGRAM_AGGREGATES")
          .flag("--histogram-aggregates", "WORDS")
          .standard("max median avg count")
          .being(WORDS, RELOADABLE),
      "what a histogram becomes, of max, median, avg, count, min, sum, plain_avg; [] for nothing"),
  HISTOGRAM_PERCENTILES(
      variable("DD_HISTOGRAM_PERCENTILES")
          .flag("--histogram-percentiles", "NUMBERS")
          .standard("0.95")
          .being(WORDS, RELOADABLE),
      "percentiles of a histogram, from 0 to 1; [] for none"),
  HISTOGRAM_COPY_TO_DISTRIBUTION(
      variable("DD_HISTOGRAM_COPY_TO_DISTRIBUTION")
          .toggle("--histogram-copy-to-distribution")
          .standard("false")
          .being(RELOADABLE),
      "count every sample of a histogram into a distribution too"),
  HISTOGRAM_COPY_TO_DISTRIBUTION_PREFIX(
      variable("DD_HISTOGRAM_COPY_TO_DISTRIBUTION_PREFIX")
          .flag("--histogram-copy-to-distribution-prefix", "PREFIX")
          .being(RELOADABLE),
      "what the name of such a distribution begins with"),
  HISTOGRAM_RULES(
      variable("TAGALONG_HISTOGRAM_RULES").being(STRUCTURE, RELOADABLE),
      "list of name patterns with the aggregates, percentiles and distributions of their histograms"),
  COUNTERS_AS(
      variable("TAGALONG_COUNTERS_AS").flag("--counters-as", "FORM").standard("count"),
      "count, the total of an interval, or rate, the total by its seconds as the Agent sends it"),
  NO_AGGREGATION_PIPELINE(
      variable("DD_DOGSTATSD_NO_AGGREGATION_PIPELINE")
          .flag("--no-aggregation-pipeline", "BOOLEAN")
          .standard("true"),
      "false ignores the timestamps that senders give their samples"),
  EOL_REQUIRED(
      variable("DD_DOGSTATSD_EOL_REQUIRED").being(WORDS, RELOADABLE),
      "where messages without a newline behind them are rejected, of udp, uds, named_pipe"),
  ORIGIN_DETECTION_CLIENT(
      variable("DD_DOGSTATSD_ORIGIN_DETECTION_CLIENT").standard("true").being(RELOADABLE),
      "false skips what senders say of their origin, the fields c:, e: and card:"),
  COMPATIBILITY(
      variable("TAGALONG_COMPATIBILITY").flag("--compatibility", "WITH").standard("tagalong"),
      "tagalong, or agent for the Datadog Agent's very numbers, quirks included"),
  QUEUE_BYTES(
      variable("TAGALONG_QUEUE_BYTES").flag("--queue-bytes", "BYTES").standard("15728640"),
      "most memory for data that waits for delivery; beyond it the oldest is dropped and counted"),
  COMPRESSION(variable("TAGALONG_COMPRESSION").standard("zlib"), "of bodies: zlib, gzip or zstd"),
  SKETCH_DELIVERY(
      variable("TAGALONG_SKETCH_DELIVERY").standard("at_least_once"),
      "at_least_once, or at_most_once to give up distributions that may have arrived already"),
  SKETCH_DELIVERY_RULES(
      variable("TAGALONG_SKETCH_DELIVERY_RULES").being(STRUCTURE),
      "the same by patterns of metric names"),
  SPOOL_DIR(
      variable("TAGALONG_SPOOL_DIR"),
      "folder for data that waits out an outage or a restart; without it data waits in memory"),
  SPOOL_BYTES(
      variable("TAGALONG_SPOOL_BYTES").standard("134217728"),
      "most bytes in that folder for each endpoint, in blocks of 4096; beyond them, or 8192 files,"
          + " the oldest are dropped and counted"),
  PROXY_HTTPS(
      variable("DD_PROXY_HTTPS", "HTTPS_PROXY").being(SECRET),
      "proxy for https, such as http://user:password@proxy:3128"),
  PROXY_HTTP(variable("DD_PROXY_HTTP", "HTTP_PROXY").being(SECRET), "proxy for http"),
  PROXY_NO_PROXY(
      variable("DD_PROXY_NO_PROXY", "NO_PROXY").being(WORDS),
      "hosts and domains to reach without a proxy, separated by commas or spaces"),
  TLS_CA_FILE(
      variable("TAGALONG_TLS_CA_FILE"), "PEM file of authorities to trust besides the platform's"),
  TLS_CERTIFICATE_FILE(
      variable("TAGALONG_TLS_CERTIFICATE_FILE"),
      "PEM file with our own certificate, where the other side asks for one"),
  TLS_KEY_FILE(
      variable("TAGALONG_TLS_KEY_FILE"),
      "PEM file with the key of that certificate, unencrypted PKCS #8"),
  STRICT(
      variable("TAGALONG_STRICT").toggle("--strict").standard("false").being(RELOADABLE),
      "count and log what is accepted here and not by every other DogStatsD server"),
  DRY_RUN(
      variable("TAGALONG_DRY_RUN").toggle("--dry-run").standard("false"),
      "print what would be delivered instead; needs no API key"),
  ENV(variable("DD_ENV").being(RELOADABLE), "tag env: of everything that has none"),
  SERVICE(variable("DD_SERVICE").being(RELOADABLE), "tag service: of everything that has none"),
  VERSION(variable("DD_VERSION").being(RELOADABLE), "tag version: of everything that has none"),
  TAGS(
      variable("DD_TAGS").being(WORDS, RELOADABLE),
      "tags of everything, separated by spaces or commas"),
  DOGSTATSD_TAGS(variable("DD_DOGSTATSD_TAGS").being(WORDS, RELOADABLE), "more tags, like DD_TAGS"),
  POD_LABELS_FILE(
      variable("TAGALONG_PODINFO_LABELS").standard("/etc/podinfo/labels").being(RELOADABLE),
      "file with the pod's labels, from a downwardAPI volume; it may be absent"),
  POD_LABELS_AS_TAGS(
      variable("DD_KUBERNETES_POD_LABELS_AS_TAGS").being(STRUCTURE, RELOADABLE),
      "object of pod labels to the tag keys that they become, besides env, service, version"),
  NAMESPACE(
      variable("DD_STATSD_METRIC_NAMESPACE").being(RELOADABLE),
      "prefix put before metric names, and a dot"),
  NAMESPACE_EXCEPTIONS(
      variable("DD_STATSD_METRIC_NAMESPACE_BLACKLIST", "DD_STATSD_METRIC_NAMESPACE_BLOCKLIST")
          .standard(
              "datadog.agent datadog.dogstatsd datadog.process datadog.trace_agent datadog.tracer activemq"
                  + " activemq_58 airflow cassandra confluent hazelcast hive ignite jboss jvm kafka presto"
                  + " sidekiq solr tomcat runtime")
          .being(WORDS, RELOADABLE),
      "beginnings of metric names that get no prefix"),
  METRIC_FILTERLIST(
      variable("DD_METRIC_FILTERLIST", "DD_STATSD_METRIC_BLOCKLIST").being(WORDS, RELOADABLE),
      "names of metrics to leave out"),
  METRIC_FILTERLIST_MATCH_PREFIX(
      variable("DD_METRIC_FILTERLIST_MATCH_PREFIX", "DD_STATSD_METRIC_BLOCKLIST_MATCH_PREFIX")
          .standard("false")
          .being(RELOADABLE),
      "leave out all metrics whose names begin like one on the list"),
  METRIC_TAG_FILTERLIST(
      variable("DD_METRIC_TAG_FILTERLIST").being(STRUCTURE, RELOADABLE),
      "list of the tags that counts and distributions lose, or that alone they keep"),
  MAPPER_PROFILES(
      variable("DD_DOGSTATSD_MAPPER_PROFILES").being(STRUCTURE, RELOADABLE),
      "list of profiles that turn parts of metric names into tags"),
  HTTP_HOST(
      variable("TAGALONG_HTTP_HOST").standard("127.0.0.1"), "address for all that comes over HTTP"),
  HTTP_PORT(
      variable("TAGALONG_HTTP_PORT").standard("8127"),
      "port for webhooks, logs and connections; 0 takes any free one"),
  LOGS_INTAKE(
      variable("TAGALONG_LOGS_INTAKE").standard("auto"),
      "whether logs are taken over HTTP: auto, which is from this machine if the port is free; on, off"),
  LOGS_INTAKE_KEY(
      variable("TAGALONG_LOGS_INTAKE_KEY").being(SECRET),
      "what senders of logs must give as DD-API-KEY"),
  LOGS_INTAKE_KEY_FILE(
      variable("TAGALONG_LOGS_INTAKE_KEY_FILE"), "file with that key, read for each request"),
  WEBHOOK_RULES(
      variable("TAGALONG_WEBHOOK_RULES").being(STRUCTURE, RELOADABLE),
      "list of webhooks to listen for"),
  STATE_DIR(
      variable("TAGALONG_STATE_DIR"),
      "folder for what outlives a restart; with it there are connections"),
  BACKFILL_DIR(
      variable("TAGALONG_BACKFILL_DIR"),
      "folder with files of past requests that connections may send"),
  ADMIN_TOKEN(
      variable("TAGALONG_ADMIN_TOKEN").being(SECRET),
      "what who manages connections has to know; without it, only from this machine"),
  ADMIN_TOKEN_FILE(variable("TAGALONG_ADMIN_TOKEN_FILE"), "file with that token instead");

  @SuppressWarnings("ImmutableEnumChecker") // an Entry copies its lists
  private final Entry entry;

  private final String description;

  Setting(Entry entry, String description) {
    this.entry = entry;
    this.description = description;
  }

  /** The flag with its dashes, or nothing where a flag would be a mistake. */
  public Optional<String> flag() {
    return entry.flag();
  }

  /** What follows the flag in help texts; nothing for a switch that stands alone. */
  public Optional<String> placeholder() {
    return entry.placeholder();
  }

  public List<String> variables() {
    return entry.variables();
  }

  /** The setting's names in a file, the first preferred; none for the file's own name. */
  public List<String> keys() {
    return this == CONFIG ? List.of() : FileKeys.of(variables());
  }

  static Optional<Setting> withKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.keys().contains(key)).findFirst();
  }

  Form form() {
    return entry.form();
  }

  /** Whether a running sidecar takes a new value over when the file changes. */
  public boolean isReloadable() {
    return entry.traits().contains(RELOADABLE);
  }

  /** Whether its value may hold a key or a password. */
  boolean isSecret() {
    return entry.traits().contains(SECRET);
  }

  /** The text that counts when nobody sets anything; nothing where that depends on the machine. */
  public Optional<String> defaultText() {
    return entry.defaultText();
  }

  public String description() {
    return description;
  }
}
