package io.tagalong.sidecar.backfill;

import io.tagalong.sidecar.yaml.Node;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** One request as a line of the file tells of it. */
record GatewayRequest(Node.Fields fields) {
  /** The first that is there says when it began. */
  private static final List<String> TIMES =
      List.of("started_at", "timestamp", "created_at", "time");

  /** Of what the line does not tell, so that every log has every tag. */
  private static final String NONE = "none";

  private static final Pattern SECONDS = Pattern.compile("[0-9]{9,10}(\\.[0-9]{1,9})?");
  private static final Pattern MILLIS = Pattern.compile("[0-9]{12,13}");
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
  private static final Pattern TAG_SEPARATORS = Pattern.compile("[,\\p{Cntrl}]");

  /** Whether the line tells of a request, and is no webhook that tells of it once more. */
  boolean counts() {
    boolean request = text("model").isPresent() || text("status_code").isPresent();
    return request && text("event").orElse("request.completed").equals("request.completed");
  }

  Optional<Node.Scalar> scalar(String name) {
    return fields.field(name).filter(Node.Scalar.class::isInstance).map(Node.Scalar.class::cast);
  }

  boolean failed() {
    boolean badStatus =
        text("status_code").filter(text -> text.matches("[4-9][0-9]{2}")).isPresent();
    return isTrue("is_error") || badStatus;
  }

  /** When it began, in milliseconds since 1970. */
  OptionalLong startedMillis() {
    for (String name : TIMES) {
      Optional<String> text = text(name);
      if (text.isPresent()) {
        return millis(text.get());
      }
    }
    return OptionalLong.empty();
  }

  /** The summary on one line, without what is unknown. */
  String message() {
    StringBuilder message = new StringBuilder();
    message.append('[').append(text("provider").orElse("unknown")).append("] ");
    message.append(text("model").orElse("unknown"));
    text("status_code").ifPresent(status -> message.append(" status=").append(status));
    text("latency_ms")
        .ifPresent(latency -> message.append(" latency=").append(latency).append("ms"));
    tokens().ifPresent(tokens -> message.append(" tokens=").append(tokens));
    text("cost").ifPresent(cost -> message.append(" cost=$").append(cost));
    text("error_type").ifPresent(type -> message.append(" error=").append(type));
    return message.toString();
  }

  /** The eight tags of the agent's logs. */
  List<String> tags() {
    List<String> tags = new ArrayList<>();
    add(tags, "model", text("model").orElse(NONE));
    add(tags, "provider", text("provider").orElse(NONE));
    add(tags, "status_code", text("status_code").orElse(NONE));
    add(tags, "gateway", text("gateway").or(() -> text("gateway_id")).orElse(NONE));
    add(tags, "cache", isTrue("cache_hit") ? "hit" : NONE);
    add(tags, "guardrail", isTrue("guardrail_triggered") ? "triggered" : NONE);
    add(tags, "routing", text("routing_strategy").orElse(NONE));
    add(tags, "error", String.valueOf(failed()));
    return tags;
  }

  private static void add(List<String> tags, String key, String value) {
    tags.add(key + ":" + TAG_SEPARATORS.matcher(value).replaceAll("_"));
  }

  private Optional<String> tokens() {
    return text("total_tokens")
        .or(
            () ->
                whole("input_tokens")
                    .flatMap(in -> whole("output_tokens").map(out -> String.valueOf(in + out))));
  }

  private Optional<Long> whole(String name) {
    return text(name).filter(text -> WHOLE.matcher(text).matches()).map(Long::valueOf);
  }

  private boolean isTrue(String name) {
    return text(name).filter("true"::equals).isPresent();
  }

  private Optional<String> text(String name) {
    return scalar(name).map(Node.Scalar::text).filter(text -> !text.isEmpty());
  }

  /**
   * Seconds or milliseconds since 1970, or a date of ISO 8601, which is UTC unless it says more.
   */
  private static OptionalLong millis(String text) {
    if (MILLIS.matcher(text).matches()) {
      return OptionalLong.of(Long.parseLong(text));
    }
    if (SECONDS.matcher(text).matches()) {
      return OptionalLong.of(new BigDecimal(text).movePointRight(3).longValue());
    }
    try {
      String date = text.replace(' ', 'T');
      boolean hasOffset = date.matches(".+T.+([zZ]|[-+][0-9:]+)");
      Instant instant =
          hasOffset
              ? OffsetDateTime.parse(date).toInstant()
              : LocalDateTime.parse(date).toInstant(ZoneOffset.UTC);
      return OptionalLong.of(instant.toEpochMilli());
    } catch (DateTimeException unreadable) {
      return OptionalLong.empty();
    }
  }
}
