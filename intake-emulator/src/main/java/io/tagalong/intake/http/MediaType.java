package io.tagalong.intake.http;

/** What a body is written in. */
enum MediaType {
  PROTOBUF("application/x-protobuf"),
  JSON("application/json"),
  /** JSON as Datadog's own client calls it where it sends metrics of version 1. */
  TEXT_JSON("text/json");

  private final String id;

  MediaType(String id) {
    this.id = id;
  }

  /** True if a Content-Type means this type, with or without parameters. */
  boolean isMeantBy(String contentType) {
    return contentType.split(";", 2)[0].strip().equalsIgnoreCase(id);
  }

  @Override
  public String toString() {
    return id;
  }
}
