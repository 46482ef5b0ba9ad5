package io.tagalong.sidecar.http;

import io.tagalong.sidecar.telemetry.SelfMetric;

/** Why a request is not taken: what its client is told, and where it is counted. */
public enum Refusal {
  CONNECTION_LIMIT(503, "busy", SelfMetric.HTTP_REQUESTS_REJECTED_CONNECTION_LIMIT),
  QUEUE_FULL(503, "busy", SelfMetric.HTTP_REQUESTS_REJECTED_QUEUE_FULL),
  TIMEOUT(408, "timeout", SelfMetric.HTTP_REQUESTS_REJECTED_TIMEOUT),
  MALFORMED(400, "http", SelfMetric.HTTP_REQUESTS_REJECTED_MALFORMED),
  HEADERS_TOO_LARGE(431, "headers", SelfMetric.HTTP_REQUESTS_REJECTED_HEADERS_TOO_LARGE),
  BODY_TOO_LARGE(413, "size", SelfMetric.HTTP_REQUESTS_REJECTED_BODY_TOO_LARGE),
  UNKNOWN_ENCODING(415, "encoding", SelfMetric.HTTP_REQUESTS_REJECTED_UNKNOWN_ENCODING),
  UNKNOWN_TYPE(415, "type", SelfMetric.HTTP_REQUESTS_REJECTED_UNKNOWN_TYPE),
  UNKNOWN_PATH(404, "path", SelfMetric.HTTP_REQUESTS_REJECTED_UNKNOWN_PATH),
  UNKNOWN_METHOD(405, "method", SelfMetric.HTTP_REQUESTS_REJECTED_UNKNOWN_METHOD),
  UNAUTHORIZED(401, "unauthorized", SelfMetric.HTTP_REQUESTS_REJECTED_UNAUTHORIZED),
  NOT_JSON(400, "json", SelfMetric.HTTP_REQUESTS_REJECTED_NOT_JSON),
  TOO_DEEP(400, "depth", SelfMetric.HTTP_REQUESTS_REJECTED_TOO_DEEP),
  UNEXPECTED_SHAPE(400, "shape", SelfMetric.HTTP_REQUESTS_REJECTED_UNEXPECTED_SHAPE),
  DEFECT(500, "defect", SelfMetric.HTTP_REQUESTS_REJECTED_DEFECT);

  private final int status;
  private final String word;
  private final SelfMetric counter;

  Refusal(int status, String word, SelfMetric counter) {
    this.status = status;
    this.word = word;
    this.counter = counter;
  }

  public Answer answer() {
    return new Answer(status, word);
  }

  /** The whole answer, as one word. */
  public String word() {
    return word;
  }

  SelfMetric counter() {
    return counter;
  }
}
