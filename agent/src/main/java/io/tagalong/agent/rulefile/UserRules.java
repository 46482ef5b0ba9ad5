package io.tagalong.agent.rulefile;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.yaml.Problem;
import io.tagalong.agent.yaml.TextFile;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user's rules: one file, or all of a folder, read again when something about them has changed.
 *
 * <p>A file that is away has no rules, and is waited for: so it can be created to switch the agent
 * off. One that is there but cannot be read, or is not YAML, keeps the rules that it had: a slip in
 * an edit shall not cost a running application its metrics.
 *
 * <p>Owned by one thread at a time.
 */
public final class UserRules {
  /** Lines in the log for the problems of one file; the command line says all. */
  private static final int MAX_PROBLEMS = 20;

  private final RuleFolder folder;
  private final Options options;
  private final Log log;
  private final Reader reader;

  /** How the files looked when they were read. */
  private String look = "";

  /** What each file had when it could last be read, in the order of the files. */
  private Map<File, RuleFile> contents = Map.of();

  /** Files that could not be read the last time; they may be at any time, and look as before. */
  private Set<File> unreadable = Set.of();

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
    this.folder = new RuleFolder(path);
    this.options = options;
    this.log = log;
    this.reader = reader;
  }

  /** The rules that could be read. */
  public List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (RuleFile file : contents.values()) {
      rules.addAll(file.rules());
    }
    return rules;
  }

  /** Whether no file says {@code enabled: false}. */
  public boolean enabled() {
    for (RuleFile file : contents.values()) {
      if (!file.enabled()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads the files if they have changed and come to rest, or if one of them could not be read;
   * says every problem. To be called once a second.
   *
   * @return whether there is anything new
   */
  public boolean read() {
    if (!folder.rests()) {
      return false;
    }
    boolean changed = !folder.look().equals(look);
    if (!changed && unreadable.isEmpty()) {
      return false;
    }
    if (changed) {
      look = folder.look();
      log.startAfresh();
    }
    if (folder.files().isEmpty()) {
      log.say(folder.whyEmpty() + "; it is looked at every second");
    }
    Set<File> unreadableBefore = unreadable;
    unreadable = new HashSet<>();
    Map<File, RuleFile> fresh = new LinkedHashMap<>();
    for (File file : folder.files()) {
      RuleFile before = contents.get(file);
      boolean again = changed || unreadableBefore.contains(file);
      RuleFile now = again ? content(file, before) : before;
      if (now != null) {
        fresh.put(file, now);
      }
    }
    contents = fresh;
    return changed || !unreadable.equals(unreadableBefore);
  }

  private @Nullable RuleFile content(File file, @Nullable RuleFile before) {
    String consequence = before == null ? "it has no rules now" : "the rules that it had stay";
    try {
      RuleFile now = RuleFileReader.read(file.getPath(), reader.read(file), options);
      report(file, now.problems(), now.isYaml() ? "" : "; " + consequence);
      if (now.isYaml()) {
        if (now.rules().isEmpty() && now.enabled() && now.problems().isEmpty()) {
          log.say(file + " has no rules");
        }
        return now;
      }
    } catch (IOException e) {
      unreadable.add(file);
      String why = " (" + e.getMessage() + "); ";
      log.say("cannot read " + file + why + consequence + ", and it is tried again every second");
    }
    return before;
  }

  private void report(File file, List<Problem> problems, String consequence) {
    int told = Math.min(problems.size(), MAX_PROBLEMS);
    for (Problem problem : problems.subList(0, told)) {
      log.say(problem + consequence);
    }
    if (told < problems.size()) {
      log.say(
          file
              + " has "
              + (problems.size() - told)
              + " more problems; 'rules check' says them all");
    }
  }

  /** The rule files that a path means: itself, or those of a folder by their names. */
  public static List<File> files(File path) {
    return RuleFolder.files(path);
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
