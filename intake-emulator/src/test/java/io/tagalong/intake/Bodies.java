package io.tagalong.intake;

import java.util.Collections;

/** Requests with bodies of JSON, faultless unless what is given is a fault. */
public final class Bodies {
  private Bodies() {}

  /** One event of version 1, with more fields if the text is not empty. */
  public static Call event(String more) {
    return Call.json(
        "/api/v1/events",
        "{\"title\":\"deployed\",\"text\":\"3 pods\",\"host\":\"host-1\",\"tags\":[\"env:test\"]"
            + (more.isEmpty() ? "" : "," + more)
            + "}");
  }

  /** One change of a feature flag, an event of version 2. */
  public static Call change(String category) {
    return change(category, "\"new_value\":{\"on\":true}");
  }

  /** The same, with another field of the change. */
  public static Call change(String category, String field) {
    return eventV2(
        category,
        "\"tags\":[\"env:test\"]",
        "\"changed_resource\":{\"type\":\"feature_flag\",\"name\":\"new_checkout\"},"
            + "\"author\":{\"type\":\"system\",\"name\":\"statsig\"},"
            + field);
  }

  /** One event of version 2, with another field of its own and the fields of its category. */
  public static Call eventV2(String category, String field, String ofCategory) {
    return Call.json(
        "/api/v2/events",
        """
        {"data":{"type":"event","attributes":{"category":"%s","title":"new_checkout on",
        "timestamp":"2023-11-14T22:13:20Z",%s,"attributes":{%s}}}}
        """
            .formatted(category, field, ofCategory));
  }

  /** One service check with the rest of its fields. */
  public static Call check(String rest) {
    return Call.json(
        "/api/v1/check_run", "[{\"check\":\"shop.up\",\"host_name\":\"host-1\"," + rest + "}]");
  }

  public static Call check() {
    return check("\"status\":2,\"message\":\"down\",\"tags\":[\"env:test\"]");
  }

  public static Call logs() {
    return log(
        "\"message\":\"sold\",\"ddsource\":\"shop\",\"ddtags\":\"env:test,a:b\",\"service\":\"till\","
            + "\"hostname\":\"host-1\",\"status\":\"info\",\"order\":{\"id\":7}");
  }

  /** So many short logs. */
  public static Call logs(int count) {
    return Call.json(
        "/api/v2/logs",
        "[" + String.join(",", Collections.nCopies(count, "{\"message\":\"m\"}")) + "]");
  }

  /** One log of these fields. */
  public static Call log(String fields) {
    return Call.json("/api/v2/logs", "[{" + fields + "}]");
  }

  /** A distribution of raw values at these points. */
  public static Call distribution(String points) {
    return Call.json(
        "/api/v1/distribution_points",
        "{\"series\":[{\"metric\":\"shop.latency\",\"host\":\"host-1\",\"tags\":[\"env:test\"],"
            + "\"type\":\"distribution\",\"points\":"
            + points
            + "}]}");
  }

  public static Call dashboard() {
    return dashboard("ordered");
  }

  public static Call dashboard(String layout) {
    return Call.json(
            "/api/v1/dashboard",
            "{\"title\":\"Shop\",\"layout_type\":\""
                + layout
                + "\",\"widgets\":[{\"definition\":{\"type\":\"note\",\"content\":\"hello\"}}]}")
        .with("DD-APPLICATION-KEY", "0123456789abcdef0123456789abcdef01234567");
  }
}
