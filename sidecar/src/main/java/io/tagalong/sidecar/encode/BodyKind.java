package io.tagalong.sidecar.encode;

/** The two kinds of body, each with its route at the intake. */
public enum BodyKind {
  SERIES("series", "/api/v2/series"),

  /** Undocumented, but the only route that takes sketches; it is the Agent's. */
  SKETCHES("sketches", "/api/beta/sketches");

  /** Both kinds are protocol buffers, compressed in the zlib format that HTTP calls deflate. */
  public static final String CONTENT_TYPE = "application/x-protobuf";

  public static final String CONTENT_ENCODING = "deflate";

  private final String label;
  private final String path;

  BodyKind(String label, String path) {
    this.label = label;
    this.path = path;
  }

  /** The word for it in log lines. */
  public String label() {
    return label;
  }

  public String path() {
    return path;
  }
}
