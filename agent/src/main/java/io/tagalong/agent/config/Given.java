package io.tagalong.agent.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The text of each setting, and which of the places that may give it has given it. */
final class Given {
  /** The weakest first. */
  enum Origin {
    DEFAULT,
    ENVIRONMENT,
    PROPERTY,
    OPTION
  }

  /** No map for enums, like the next: those go through reflection, which is dear in premain. */
  private final Map<Setting, String> texts = new HashMap<>();

  private final Map<Setting, Origin> origins = new HashMap<>();

  /**
   * Reads all places.
   *
   * @param options {@code key=value,key=value} behind the jar's name, or null
   * @throws InvalidOptionException when they are not of this form or name what is no setting
   */
  Given(@Nullable String options, Properties properties, Map<String, String> environment)
      throws InvalidOptionException {
    for (Setting setting : Setting.values()) {
      putIfGiven(setting, environment.get(setting.variable()), Origin.ENVIRONMENT);
      putIfGiven(setting, properties.getProperty(setting.property()), Origin.PROPERTY);
    }
    if (options != null && !options.isEmpty()) {
      readOptions(options);
    }
    for (Setting setting : Setting.values()) {
      if (setting.readByClient()) {
        putIfGiven(setting, environment.get(setting.variable()), Origin.ENVIRONMENT);
      }
    }
  }

  private void readOptions(String options) throws InvalidOptionException {
    Setting last = null;
    for (String option : options.split(",", -1)) {
      int equals = option.indexOf('=');
      if (option.isBlank()) {
        continue; // A comma at the end, or two of them, leave nothing in doubt.
      }
      if (equals >= 0) {
        last = named(option.substring(0, equals));
        String text = option.substring(equals + 1);
        if (text.isEmpty() && last == Setting.HOST) {
          throw new InvalidOptionException("option host is empty; give a name or an address");
        }
        put(last, text, Origin.OPTION);
      } else if (last != null && last.isList()) {
        put(last, text(last) + ',' + option, Origin.OPTION); // The comma was one of the list.
      } else {
        throw new InvalidOptionException(
            "option '" + option + "' is not key=value; the keys are " + allKeys());
      }
    }
  }

  private static Setting named(String key) throws InvalidOptionException {
    Setting setting = Setting.named(key);
    if (setting == null) {
      throw new InvalidOptionException("unknown option '" + key + "'; the keys are " + allKeys());
    }
    return setting;
  }

  private static String allKeys() {
    return String.join(", ", Setting.keys());
  }

  private void putIfGiven(Setting setting, @Nullable String text, Origin origin)
      throws InvalidOptionException {
    if (text != null && !text.trim().isEmpty()) {
      put(setting, text, origin);
    }
  }

  private void put(Setting setting, String text, Origin origin) throws InvalidOptionException {
    if (setting == Setting.ENABLED && "false".equalsIgnoreCase(texts.get(setting))) {
      return; // The kill switch holds wherever it is thrown.
    }
    boolean verbatim = setting.readByClient() && origin == Origin.ENVIRONMENT;
    texts.put(setting, verbatim ? text : text.trim());
    origins.put(setting, origin);
    if (!setting.isList()) {
      checkCharacters(setting, verbatim);
    }
  }

  /**
   * Refuses what would break a message on the wire in two.
   *
   * @param verbatim whether java-dogstatsd-client sends the text as it is, whatever is done here
   */
  private void checkCharacters(Setting setting, boolean verbatim) throws InvalidOptionException {
    String text = text(setting);
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        throw invalid(setting, "take the line break or other control character out of it");
      }
    }
    if (verbatim && text.indexOf('|') >= 0) {
      throw invalid(setting, "take the | out of it, which would end the tags of a message");
    }
  }

  String text(Setting setting) {
    return texts.getOrDefault(setting, setting.defaultValue());
  }

  Origin origin(Setting setting) {
    return origins.getOrDefault(setting, Origin.DEFAULT);
  }

  /** The parts of a text between blanks, control characters such as line breaks, and commas. */
  List<String> words(Setting setting) {
    String text = text(setting);
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || separates(text.charAt(i))) {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  private static boolean separates(char c) {
    return c == ',' || c == ' ' || Character.isISOControl(c);
  }

  /** How the user named the setting. */
  String name(Setting setting) {
    Origin origin = origin(setting);
    if (origin == Origin.ENVIRONMENT) {
      return setting.variable();
    }
    if (origin == Origin.PROPERTY) {
      return "system property " + setting.property();
    }
    return (origin == Origin.OPTION ? "option " : "default ") + setting.key();
  }

  boolean bool(Setting setting) throws InvalidOptionException {
    String text = text(setting);
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return text.equalsIgnoreCase("true");
    }
    throw invalid(setting, "it can be true or false");
  }

  /** Checks that the text is one of these words. */
  void oneOf(Setting setting, List<String> words) throws InvalidOptionException {
    if (!words.contains(text(setting))) {
      throw invalid(setting, "it can be " + String.join(" or ", words));
    }
  }

  /** The port that a text names, which is the setting's or a part of it. */
  int port(Setting setting, String text) throws InvalidOptionException {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= 65535) {
        return number;
      }
    } catch (IllegalArgumentException e) { // Its subclass would have to be loaded, in premain.
      // Falls through to the message that also serves a number out of range.
    }
    throw invalid(setting, "a port is a number from 1 to 65535");
  }

  /** Says what is wrong with a setting. */
  InvalidOptionException invalid(Setting setting, String whatCanBe) {
    StringBuilder shown = new StringBuilder(text(setting));
    for (int i = 0; i < shown.length(); i++) {
      if (Character.isISOControl(shown.charAt(i))) {
        shown.setCharAt(i, '?');
      }
    }
    return new InvalidOptionException(name(setting) + " is '" + shown + "'; " + whatCanBe);
  }
}
