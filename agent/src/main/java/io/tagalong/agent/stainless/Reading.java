package io.tagalong.agent.stainless;

import io.tagalong.agent.probe.Reflected;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what objects of the SDKs show. Whatever this version lacks, an optional that is empty and a
 * field that the gateway's answer does not have, at which getters throw, all read as null.
 */
final class Reading {
  private Reading() {}

  /** What a chain of getters leads to; each optional on the way is opened. */
  static @Nullable Object at(@Nullable Object object, String... getters) {
    Object value = object;
    try {
      for (String getter : getters) {
        value = opened(Reflected.call(value, getter));
      }
    } catch (IllegalStateException e) {
      return null; // The getter has thrown: the field is not there, or of another type.
    }
    return value;
  }

  private static @Nullable Object opened(@Nullable Object value) {
    return value instanceof Optional ? ((Optional<?>) value).orElse(null) : value;
  }

  /** A number behind the first of some getters that has one; 0 when none has. */
  static long number(@Nullable Object object, String... getters) {
    for (String getter : getters) {
      Object value = at(object, getter);
      if (value instanceof Number) {
        return ((Number) value).longValue();
      }
    }
    return 0;
  }

  /**
   * A text, or what one of the SDKs' open enums and unions says: the classes of models differ
   * between OpenAI's versions.
   */
  static @Nullable String text(@Nullable Object value) {
    if (value == null || value instanceof String) {
      return (String) value;
    }
    Object text = at(value, "asString");
    for (String variant : List.of("string", "chat", "only")) {
      if (text == null) {
        text = text(at(value, variant));
      }
    }
    return text instanceof String ? (String) text : null;
  }

  /** Where a service sends its requests; empty when it cannot be told. */
  static String baseUrl(@Nullable Object service) {
    Object options = Reflected.field(service, "clientOptions");
    Object url = at(options, "baseUrl");
    // Anthropic's older SDKs, such as 2.0.0, keep it behind their HTTP clients, one around another.
    Object client = Reflected.field(options, "originalHttpClient");
    while (url == null && client != null) {
      url = at(Reflected.field(client, "backend"), "baseUrl");
      client = Reflected.field(client, "httpClient");
    }
    return url instanceof String ? (String) url : "";
  }

  /** The first value of a header of a response or an exception, in whatever case it is written. */
  static @Nullable String header(@Nullable Object answer, String name) {
    Object values = Reflected.call(at(answer, "headers"), "values", name);
    if (values instanceof List && !((List<?>) values).isEmpty()) {
      return text(((List<?>) values).get(0));
    }
    return null;
  }

  /** The cost that the gateway puts into the last chunk of a stream, if it was asked for it. */
  static double metadataCost(@Nullable Object item) {
    Object properties = at(item, "_additionalProperties");
    if (properties instanceof Map) {
      for (String name : List.of("agentcc_metadata", "prism_metadata")) {
        Object metadata = at(((Map<?, ?>) properties).get(name), "asObject");
        if (metadata instanceof Map) {
          Object cost = at(((Map<?, ?>) metadata).get("cost"), "asNumber");
          if (cost instanceof Number) {
            return ((Number) cost).doubleValue();
          }
        }
      }
    }
    return Double.NaN;
  }
}
