package io.tagalong.agent.rulefile;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.rule.ProbeRule;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.rule.Target;
import io.tagalong.agent.yaml.NearestWord;
import io.tagalong.agent.yaml.YamlNode;
import io.tagalong.agent.yaml.YamlNodes;
import io.tagalong.agent.yaml.YamlNodes.Entry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule file: {@code defaults}, which every rule of the file has unless it says otherwise,
 * {@code rules}, and {@code enabled: false} to switch the whole agent off.
 *
 * <p>Every problem costs the rules that it is a part of and no other one: one of the defaults all
 * those that use what is wrong, and an unknown key there all of them, as nobody knows what it was
 * to say. Only what is not YAML at all costs the file.
 */
public final class RuleFileReader {
  private static final List<String> KEYS = List.of("defaults", "enabled", "rules");

  /**
   * Stands in a rule of a pack in the place of a metric. Not a {@link RuleKey}: users have none.
   */
  private static final String PROBE = "probe";

  private final String file;
  private final Options options;
  private final boolean bundled;
  private final YamlNodes yaml;
  private final List<Rule> rules = new ArrayList<>();
  private final List<ProbeRule> probes = new ArrayList<>();
  private boolean enabled = true;

  private RuleFileReader(String file, Options options, boolean bundled) {
    this.bundled = bundled;
    this.file = file;
    this.options = options;
    this.yaml = new YamlNodes(file);
  }

  /**
   * Reads a user's file.
   *
   * @param file its name, for messages
   * @param text its content
   * @param options what {@code option["name"]} and {@code production_tag} go by
   */
  public static RuleFile read(String file, String text, Options options) {
    return new RuleFileReader(file, options, false).read(text);
  }

  /** Reads a pack that comes with the agent, which may name probes too. */
  static RuleFile readPack(String file, String text, Options options) {
    return new RuleFileReader(file, options, true).read(text);
  }

  private RuleFile read(String text) {
    YamlNode root = yaml.compose(text);
    boolean isYaml = root != null || yaml.problems().isEmpty();
    if (root != null) {
      readTop(root);
    }
    return new RuleFile(rules, probes, yaml.problems(), enabled, isYaml);
  }

  private void readTop(YamlNode root) {
    Map<String, Entry> top = yaml.mapping(root, "a rule file");
    for (Map.Entry<String, Entry> entry : top.entrySet()) {
      if (!KEYS.contains(entry.getKey())) {
        unknown(entry, KEYS);
      }
    }
    int before = yaml.reports();
    boolean understood = before == 0;
    Entry ofAll = top.get("defaults");
    Map<RuleKey, Entry> defaults =
        ofAll == null ? Map.of() : keys(yaml.mapping(ofAll.value(), "the defaults"));
    boolean unclear = yaml.reports() > before;
    if (ofAll != null && unclear) {
      yaml.problem(ofAll.key(), "no rule of this file is used, as all have these defaults");
    }

    Entry enabling = top.get("enabled");
    if (enabling != null) {
      readEnabled(enabling.value());
    }

    Entry list = top.get("rules");
    if (list != null) {
      for (YamlNode node : yaml.sequence(list.value(), "the rules")) {
        readRule(node, defaults, unclear);
      }
    } else if (enabling == null && understood) {
      yaml.problem(root, "there are no rules; begin their list with 'rules:'");
    }
  }

  /**
   * @param unclear whether the rule is read for its problems only
   */
  private void readRule(YamlNode node, Map<RuleKey, Entry> defaults, boolean unclear) {
    int before = yaml.reports();
    Map<String, Entry> entries = yaml.mapping(node, "a rule");
    Entry probe = entries.remove(PROBE);
    Map<RuleKey, Entry> own = keys(entries);
    RuleNodes given =
        new RuleNodes(yaml, node, own, defaults, unclear || own.size() < entries.size());
    String place = file + ":" + node.line();
    Rule rule = probe == null ? new RuleReader(yaml, given, options, !bundled).read(place) : null;
    if (rule != null && !bundled) {
      refuseBootClasses(rule, given);
    }
    ProbeRule watching = probe == null ? null : readProbe(probe, given, place);
    if (unclear || yaml.reports() > before) {
      return;
    }
    if (rule != null) {
      rules.add(rule);
    }
    if (watching != null) {
      probes.add(watching);
    }
  }

  /** A rule in the midst of the JDK could meet itself; there are only bundled probes. */
  private static void refuseBootClasses(Rule rule, RuleNodes given) {
    for (String name : rule.target().classNames()) {
      if (BootLoader.loads(name)) {
        given.problem(
            RuleKey.CLASS,
            "'" + name + "' is inside the JDK, where no rule can watch; name what calls it");
      }
    }
  }

  private @Nullable ProbeRule readProbe(Entry probe, RuleNodes given, String place) {
    if (!bundled) {
      yaml.problem(probe.key(), "only bundled rules have a probe; give a 'metric'");
    }
    String name = yaml.text(probe.value(), "a probe");
    Target target = new TargetReader(yaml, given).readWatched();
    return name == null ? null : new ProbeRule("probe " + name + " (" + place + ")", target, name);
  }

  private void readEnabled(YamlNode node) {
    String text = yaml.text(node, "'enabled'");
    if (text != null && !text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      yaml.problem(node, "enabled is '" + text + "'; it can be true or false");
    }
    enabled = !"false".equalsIgnoreCase(text);
  }

  private Map<RuleKey, Entry> keys(Map<String, Entry> entries) {
    Map<RuleKey, Entry> known = new EnumMap<>(RuleKey.class);
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      RuleKey key = key(entry.getKey());
      if (key == null) {
        unknown(entry, RuleKey.words());
      } else {
        known.put(key, entry.getValue());
      }
    }
    return known;
  }

  private void unknown(Map.Entry<String, Entry> entry, List<String> known) {
    String word = entry.getKey();
    String hint =
        word.equals("<<")
            ? "; nothing is merged: write the keys themselves, or put them under 'defaults'"
            : NearestWord.hint(word, known);
    yaml.problem(entry.getValue().key(), "unknown key '" + word + "'" + hint);
  }

  private static @Nullable RuleKey key(String word) {
    for (RuleKey key : RuleKey.values()) {
      if (key.word().equals(word)) {
        return key;
      }
    }
    return null;
  }
}
