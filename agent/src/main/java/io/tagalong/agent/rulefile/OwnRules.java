package io.tagalong.agent.rulefile;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.rule.Rule;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The user's rules: one file, or all {@code *.yaml} of a folder, read again when something about
 * them has changed.
 *
 * <p>A file that is away has no rules, and is waited for: so it can be created to switch the agent
 * off. Owned by one thread at a time.
 */
public final class OwnRules {
  private final File path;
  private final Options options;
  private final Log log;
  private String seen = "";
  private List<Rule> rules = List.of();
  private boolean enabled = true;

  public OwnRules(String path, Options options, Log log) {
    this.path = new File(path);
    this.options = options;
    this.log = log;
  }

  /** The rules that could be read. */
  public List<Rule> rules() {
    return rules;
  }

  /** Whether no file says {@code enabled: false}. */
  public boolean enabled() {
    return enabled;
  }

  /**
   * Reads the files if their names, sizes or times are not what they were; says every problem.
   *
   * @return whether they were read
   */
  public boolean read() {
    List<File> files = files();
    StringBuilder looks = new StringBuilder("looked");
    for (File file : files) {
      looks.append('|').append(file.getPath()).append(' ').append(file.lastModified());
      looks.append(' ').append(file.length());
    }
    if (looks.toString().equals(seen)) {
      return false;
    }
    seen = looks.toString();
    if (files.isEmpty()) {
      log.say(path + " has no rules; it is looked at every second");
    }
    List<Rule> fresh = new ArrayList<>();
    boolean allEnabled = true;
    for (File file : files) {
      try (InputStream in = new FileInputStream(file)) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        RuleFile read = RuleFileReader.read(file.getPath(), text, options);
        for (Problem problem : read.problems()) {
          log.say(problem.toString());
        }
        fresh.addAll(read.rules());
        allEnabled &= read.enabled();
      } catch (IOException e) {
        log.say("cannot read " + file + " (" + e.getMessage() + "); its rules are left out");
      }
    }
    rules = fresh;
    enabled = allEnabled;
    return true;
  }

  private List<File> files() {
    if (path.isFile()) {
      return List.of(path);
    }
    File[] found = path.listFiles((folder, name) -> name.endsWith(".yaml"));
    if (found == null) {
      return List.of();
    }
    Arrays.sort(found);
    return List.of(found);
  }
}
