package io.tagalong.agent.rulefile;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.yaml.Problem;
import io.tagalong.agent.yaml.TextFile;
import java.io.File;
import java.io.IOException;
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
public final class UserRules {
  private final File path;
  private final Options options;
  private final Log log;
  private final Reader reader;
  private String seen = "";

  /** Files that could not be read the last time; they may be at any time, and look as before. */
  private int unreadable;

  private List<Rule> rules = List.of();
  private boolean enabled = true;

  /** Gives the text of a file. */
  interface Reader {
    String read(File file) throws IOException;
  }

  /**
   * @param path of a file or a folder
   */
  public UserRules(String path, Options options, Log log) {
    this(new File(path), options, log, UserRules::text);
  }

  UserRules(File path, Options options, Log log, Reader reader) {
    this.path = path;
    this.options = options;
    this.log = log;
    this.reader = reader;
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
   * Reads the files if their names, sizes or times are not what they were, or if one of them could
   * not be read; says every problem.
   *
   * @return whether there is anything new
   */
  public boolean read() {
    List<File> files = files(path);
    StringBuilder looks = new StringBuilder("looked");
    for (File file : files) {
      looks.append('|').append(file.getPath()).append(' ').append(file.lastModified());
      looks.append(' ').append(file.length());
    }
    boolean same = looks.toString().equals(seen);
    if (same && unreadable == 0) {
      return false;
    }
    if (!same) {
      seen = looks.toString();
      log.startAfresh();
    }
    if (files.isEmpty()) {
      log.say(path + " has no rules; it is looked at every second");
    }
    List<Rule> fresh = new ArrayList<>();
    boolean allEnabled = true;
    int failed = 0;
    for (File file : files) {
      try {
        RuleFile read = RuleFileReader.read(file.getPath(), reader.read(file), options);
        for (Problem problem : read.problems()) {
          log.say(problem.toString());
        }
        fresh.addAll(read.rules());
        allEnabled &= read.enabled();
      } catch (IOException e) {
        failed++;
        log.say(
            "cannot read "
                + file
                + " ("
                + e.getMessage()
                + "); its rules are left out, and it is tried again every second");
      }
    }
    if (same && failed == unreadable) {
      return false;
    }
    unreadable = failed;
    rules = fresh;
    enabled = allEnabled;
    return true;
  }

  /** The rule files that a path means: itself, or all {@code *.yaml} of a folder by their names. */
  public static List<File> files(File path) {
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

  /**
   * The content of a rule file.
   *
   * @throws IOException when it cannot be read, or is not UTF-8
   */
  public static String text(File file) throws IOException {
    return TextFile.read(file);
  }
}
