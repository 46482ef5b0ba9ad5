package io.tagalong.intake;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A request to an emulator, faultless as it stands; each {@code with} makes a changed copy. */
public record Call(String method, String path, Map<String, String> headers, BodyPublisher body) {
  public static final String KEY = "0123456789abcdef0123456789abcdef";

  public static Call series(byte[] body) {
    return post("/api/v2/series", body);
  }

  public static Call sketches(byte[] body) {
    return post("/api/beta/sketches", body);
  }

  /** A request with a body of JSON. */
  public static Call json(String path, String body) {
    return post(path, body.getBytes(StandardCharsets.UTF_8))
        .with("Content-Type", "application/json");
  }

  public static Call post(String path, byte[] body) {
    return new Call("POST", path, Map.of(), BodyPublishers.ofByteArray(body))
        .with("DD-API-KEY", KEY)
        .with("User-Agent", "tagalong-test/1")
        .with("Content-Type", "application/x-protobuf");
  }

  public static Call get(String path) {
    return new Call("GET", path, Map.of(), BodyPublishers.noBody())
        .with("DD-API-KEY", KEY)
        .with("User-Agent", "tagalong-test/1");
  }

  public Call withMethod(String method) {
    return new Call(method, path, headers, body);
  }

  public Call with(String header, String value) {
    Map<String, String> changed = new TreeMap<>(headers);
    changed.put(header, value);
    return new Call(method, path, changed, body);
  }

  public Call without(String header) {
    Map<String, String> changed = new TreeMap<>(headers);
    changed.remove(header);
    return new Call(method, path, changed, body);
  }

  HttpRequest to(URI emulator) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(emulator + path)).method(method, body);
    headers.forEach(request::setHeader);
    return request.build();
  }
}
