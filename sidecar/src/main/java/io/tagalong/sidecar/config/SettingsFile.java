package io.tagalong.sidecar.config;

import io.tagalong.sidecar.config.Sources.Sourced;
import io.tagalong.sidecar.yaml.Fault;
import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a YAML file says about settings, by key. It never holds more than {@value #MAX_BYTES} bytes.
 *
 * @param name the file's, for messages
 * @param values by key, without those that are set to nothing
 */
record SettingsFile(String name, Map<String, Node> values) {
  static final int MAX_BYTES = 1 << 20;

  static final SettingsFile NONE = new SettingsFile("", Map.of());

  SettingsFile {
    values = Map.copyOf(values);
  }

  /**
   * The content of a file that may have been replaced by something huge; one byte too many then.
   */
  static byte[] bytes(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  /** Reads the file; what cannot be used adds its problem and is left out. */
  static SettingsFile read(Path path, List<Problem> problems) {
    String name = path.toString();
    try {
      byte[] bytes = bytes(path);
      if (bytes.length > MAX_BYTES) {
        problems.add(Problem.of(name, "the file is too large", "Allowed is 1 MiB"));
        return NONE;
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return parse(name, text, problems);
    } catch (CharacterCodingException notUtf8) {
      problems.add(Problem.of(name, "the file is not UTF-8", "Save it as UTF-8"));
    } catch (IOException unreadable) {
      problems.add(
          Problem.of(
              name,
              "the file cannot be read (" + unreadable.getClass().getSimpleName() + ")",
              "Make it readable, or name another with --config or TAGALONG_CONFIG"));
    }
    return NONE;
  }

  static SettingsFile parse(String name, String text, List<Problem> problems) {
    List<Fault> faults = new ArrayList<>();
    Node root = YamlReader.read(text, faults);
    faults.forEach(
        fault ->
            problems.add(
                Problem.of(
                    new Sourced(new Node.Nothing(fault.position()), name, "").origin(),
                    fault.complaint(),
                    fault.remedy())));
    if (root instanceof Node.Fields fields) {
      return new SettingsFile(name, values(name, fields, problems));
    }
    if (!(root instanceof Node.Nothing)) {
      problems.add(
          Problem.of(
              new Sourced(root, name, "").origin(),
              "the file is not an object",
              "Allowed are lines like dogstatsd_port: 8125"));
    }
    return new SettingsFile(name, Map.of());
  }

  Optional<Sourced> find(Setting setting) {
    for (String key : setting.keys()) {
      Node value = values.get(key);
      if (value != null) {
        return Optional.of(new Sourced(value, name, key));
      }
    }
    return Optional.empty();
  }

  private static Map<String, Node> values(String name, Node.Fields fields, List<Problem> problems) {
    Map<String, Node> values = new TreeMap<>();
    for (Node.Field field : fields.fields()) {
      if (FileKeys.isSection(field.name()) && field.value() instanceof Node.Fields section) {
        for (Node.Field inner : section.fields()) {
          put(name, inner, field.name() + "." + inner.name(), values, problems);
        }
      } else if (!FileKeys.isSection(field.name()) || !isNothing(field.value())) {
        put(name, field, field.name(), values, problems);
      }
    }
    return values;
  }

  private static void put(
      String name, Node.Field field, String key, Map<String, Node> values, List<Problem> problems) {
    Sourced given = new Sourced(field.value(), name, key);
    Optional<Setting> setting = Setting.withKey(key);
    if (setting.isEmpty()) {
      problems.add(unknown(given.origin(field.position()), key));
    } else if (!setting.get().form().fits(field.value())) {
      problems.add(
          Problem.of(
              given.origin(),
              "the value has the wrong form",
              "Allowed is " + setting.get().form().shape()));
    } else if (!isNothing(field.value())) {
      values.put(key, field.value());
    }
  }

  private static boolean isNothing(Node value) {
    return value instanceof Node.Nothing
        || (value instanceof Node.Scalar scalar && scalar.text().isBlank());
  }

  private static Problem unknown(String origin, String key) {
    List<String> known =
        Arrays.stream(Setting.values()).flatMap(setting -> setting.keys().stream()).toList();
    return new Problem(
        origin,
        "there is no such setting",
        "docs/configuration.md lists all of them",
        NearestWord.to(key, known));
  }
}
