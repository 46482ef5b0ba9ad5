package io.tagalong.intake.http;

import static io.tagalong.intake.encoding.ContentEncoding.DEFLATE;
import static io.tagalong.intake.encoding.ContentEncoding.GZIP;
import static io.tagalong.intake.encoding.ContentEncoding.IDENTITY;
import static io.tagalong.intake.encoding.ContentEncoding.ZSTD;

import io.tagalong.intake.encoding.ContentEncoding;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The routes of the real intake that the emulator serves, and what each takes. */
@SuppressWarnings("ImmutableEnumChecker") // the lists and sets are those of List.of and Set.of
public enum IntakeRoute {
  /** Limits as documented (Datadog API v2). */
  SERIES_V2(
      "POST",
      "/api/v2/series",
      List.of(MediaType.PROTOBUF, MediaType.JSON),
      Set.of(IDENTITY, DEFLATE, GZIP, ZSTD),
      512_000,
      5_242_880),

  /** Limits as documented (Datadog API v1). */
  SERIES_V1(
      "POST",
      "/api/v1/series",
      List.of(MediaType.JSON, MediaType.TEXT_JSON),
      Set.of(IDENTITY, DEFLATE, GZIP),
      3_200_000,
      62_914_560),

  /** No limits are documented; those of the series of version 1 stand in for them. */
  DISTRIBUTION_POINTS(
      "POST",
      "/api/v1/distribution_points",
      List.of(MediaType.JSON, MediaType.TEXT_JSON),
      Set.of(IDENTITY, DEFLATE),
      3_200_000,
      62_914_560),

  /** Limits are the Agent's own: serializer_max_payload_size and its uncompressed twin. */
  SKETCHES(
      "POST",
      "/api/beta/sketches",
      List.of(MediaType.PROTOBUF),
      Set.of(IDENTITY, DEFLATE, GZIP, ZSTD),
      2_621_440,
      4_194_304),

  /** One event a request, never compressed; the limit is the emulator's own. */
  EVENTS_V1("POST", "/api/v1/events", List.of(MediaType.JSON), Set.of(IDENTITY), 262_144, 262_144),

  /** As version 1; the real service has a host of its own for it. */
  EVENTS_V2("POST", "/api/v2/events", List.of(MediaType.JSON), Set.of(IDENTITY), 262_144, 262_144),

  /** Limits are the Agent's own, as those of sketches. */
  CHECKS(
      "POST",
      "/api/v1/check_run",
      List.of(MediaType.JSON),
      Set.of(IDENTITY, DEFLATE, GZIP, ZSTD),
      2_621_440,
      4_194_304),

  /** 5 MB unpacked is documented; packed there is no other limit. */
  LOGS(
      "POST",
      "/api/v2/logs",
      List.of(MediaType.JSON),
      Set.of(IDENTITY, DEFLATE, GZIP, ZSTD),
      5_000_000,
      5_000_000),

  VALIDATE("GET", "/api/v1/validate", List.of(), Set.of(), 0, 0),

  /** The limit is the emulator's own. */
  DASHBOARDS(
      "POST", "/api/v1/dashboard", List.of(MediaType.JSON), Set.of(IDENTITY), 5_242_880, 5_242_880);

  /** What requests to any other path are filed under, so that the count of routes is bounded. */
  public static final String UNKNOWN = "unknown";

  private final String method;
  private final String path;
  private final List<MediaType> types;
  private final Set<ContentEncoding> encodings;
  private final int maxPackedBytes;
  private final int maxBytes;

  /**
   * @param maxPackedBytes the most that is read from the network
   * @param maxBytes the most after unpacking
   */
  IntakeRoute(
      String method,
      String path,
      List<MediaType> types,
      Set<ContentEncoding> encodings,
      int maxPackedBytes,
      int maxBytes) {
    this.method = method;
    this.path = path;
    this.types = types;
    this.encodings = encodings;
    this.maxPackedBytes = maxPackedBytes;
    this.maxBytes = maxBytes;
  }

  static Optional<IntakeRoute> at(String path) {
    return Arrays.stream(values()).filter(route -> route.path.equals(path)).findFirst();
  }

  /** The paths of all routes, and {@link #UNKNOWN}. */
  public static Set<String> labels() {
    Set<String> labels =
        Arrays.stream(values())
            .map(IntakeRoute::path)
            .collect(Collectors.toCollection(TreeSet::new));
    labels.add(UNKNOWN);
    return labels;
  }

  String method() {
    return method;
  }

  public String path() {
    return path;
  }

  List<MediaType> types() {
    return types;
  }

  boolean takes(ContentEncoding encoding) {
    return encodings.contains(encoding);
  }

  int maxPackedBytes() {
    return maxPackedBytes;
  }

  int maxBytes() {
    return maxBytes;
  }
}
