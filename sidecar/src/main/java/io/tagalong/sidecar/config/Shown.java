package io.tagalong.sidecar.config;

import io.tagalong.sidecar.yaml.Node;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The values of settings in words for the user, without what is secret in them. */
final class Shown {
  private static final String SECRET = "(secret)";

  private Shown() {}

  /** The value as {@code config show} prints it. */
  static String text(Setting setting, Node value) {
    if (!setting.isSecret()) {
      return whole(value);
    }
    return setting == Setting.PROXY_HTTPS || setting == Setting.PROXY_HTTP
        ? whole(value).replaceFirst("//.*@", "//" + SECRET + "@")
        : words(value, scalar -> SECRET);
  }

  /** Whether {@link #text} leaves something out. */
  static boolean hidesSomething(Setting setting, Node value) {
    return text(setting, value).contains(SECRET);
  }

  /** Everything, secrets too: to compare values, not to show them. */
  static String whole(Node value) {
    return words(value, UnaryOperator.identity());
  }

  private static String words(Node value, UnaryOperator<String> scalars) {
    if (value instanceof Node.Items list) {
      return list.items().stream()
          .map(item -> words(item, scalars))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Node.Fields object) {
      return object.fields().stream()
          .map(field -> field.name() + ": " + words(field.value(), scalars))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value instanceof Node.Scalar scalar ? scalars.apply(scalar.text().strip()) : "null";
  }
}
