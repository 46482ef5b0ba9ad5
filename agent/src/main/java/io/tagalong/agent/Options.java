package io.tagalong.agent;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The agent's settings: {@code -javaagent:tagalong-agent.jar=key=value,key=value} over environment
 * over defaults.
 */
final class Options {
  private static final int DEFAULT_PORT = 8125;
  private static final String KEYS = "enabled, host, port, include_non_production";

  private boolean enabled = true;
  private String host = "127.0.0.1";
  private int port = DEFAULT_PORT;
  private boolean includeNonProduction;

  private Options() {}

  /**
   * Reads the settings.
   *
   * @param text what stands behind the jar's name, or null
   * @param environment {@code DD_AGENT_HOST}, {@code DD_DOGSTATSD_PORT} and {@code
   *     TAGALONG_AGENT_INCLUDE_NON_PRODUCTION} are looked at
   */
  static Options parse(@Nullable String text, Map<String, String> environment)
      throws InvalidOptionException {
    Options options = new Options();
    options.setFrom(environment, "DD_AGENT_HOST", "host");
    options.setFrom(environment, "DD_DOGSTATSD_PORT", "port");
    options.setFrom(environment, "TAGALONG_AGENT_INCLUDE_NON_PRODUCTION", "include_non_production");
    if (text != null && !text.isEmpty()) {
      for (String option : text.split(",", -1)) {
        int equals = option.indexOf('=');
        if (equals < 0) {
          throw new InvalidOptionException(
              "option '" + option + "' is not key=value; the keys are " + KEYS);
        }
        options.set(option.substring(0, equals), option.substring(equals + 1), "option");
      }
    }
    return options;
  }

  private void setFrom(Map<String, String> environment, String variable, String key)
      throws InvalidOptionException {
    String value = environment.get(variable);
    if (value != null && !value.isEmpty()) {
      set(key, value, variable + " as option");
    }
  }

  private void set(String key, String value, String origin) throws InvalidOptionException {
    switch (key) {
      case "enabled":
        enabled = bool(key, value, origin);
        break;
      case "host":
        if (value.isEmpty()) {
          throw new InvalidOptionException(origin + " host is empty; give a name or an address");
        }
        host = value;
        break;
      case "port":
        port = portNumber(value, origin);
        break;
      case "include_non_production":
        includeNonProduction = bool(key, value, origin);
        break;
      default:
        throw new InvalidOptionException("unknown option '" + key + "'; the keys are " + KEYS);
    }
  }

  private static boolean bool(String key, String value, String origin)
      throws InvalidOptionException {
    switch (value.toLowerCase(Locale.ROOT)) {
      case "true":
        return true;
      case "false":
        return false;
      default:
        throw new InvalidOptionException(
            origin + ' ' + key + " is '" + value + "'; it can be true or false");
    }
  }

  private static int portNumber(String value, String origin) throws InvalidOptionException {
    try {
      int port = Integer.parseInt(value);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Falls through to the message that also serves a number out of range.
    }
    throw new InvalidOptionException(
        origin + " port is '" + value + "'; it must be a number from 1 to 65535");
  }

  boolean enabled() {
    return enabled;
  }

  /** Name or address of the sidecar. */
  String host() {
    return host;
  }

  int port() {
    return port;
  }

  /** Whether calls in other Statsig environments than production count too. */
  boolean includeNonProduction() {
    return includeNonProduction;
  }
}
