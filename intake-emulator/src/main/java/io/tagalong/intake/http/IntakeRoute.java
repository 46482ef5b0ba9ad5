package io.tagalong.intake.http;

import java.util.Arrays;
import java.util.Optional;

/** The routes of the real intake that the emulator serves. */
enum IntakeRoute {
  SERIES("POST", "/api/v2/series"),
  SKETCHES("POST", "/api/beta/sketches"),
  VALIDATE("GET", "/api/v1/validate");

  /** What requests to any other path are filed under, so that the count of routes is bounded. */
  static final String UNKNOWN = "unknown";

  private final String method;
  private final String path;

  IntakeRoute(String method, String path) {
    this.method = method;
    this.path = path;
  }

  static Optional<IntakeRoute> at(String path) {
    return Arrays.stream(values()).filter(route -> route.path.equals(path)).findFirst();
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }
}
