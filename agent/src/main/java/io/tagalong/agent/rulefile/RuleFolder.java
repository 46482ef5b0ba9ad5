package io.tagalong.agent.rulefile;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of the user's rules, and how its files look from outside. Asked by {@code java.io}
 * alone: the application may not have chosen its file systems yet.
 */
final class RuleFolder {
  /** Looks; a file that never comes to rest is read then as it is. */
  private static final int MAX_PATIENCE = 5;

  private final File path;
  private List<File> files = List.of();
  private String look = "";
  private int patience;

  /**
   * @param path of a file or a folder
   */
  RuleFolder(File path) {
    this.path = path;
  }

  /**
   * Looks, and tells whether all is as it was the last time: what has just changed may be half
   * written, or be away for a moment because an editor puts another file in its place. The first
   * look has nothing to wait for. A folder that cannot be listed for now, as an application without
   * a free file descriptor cannot, is taken for what it was.
   */
  boolean rests() {
    List<File> found = list(path);
    if (found == null && !look.isEmpty()) {
      return false;
    }
    files = found == null ? List.of() : found;
    StringBuilder now = new StringBuilder("looked");
    for (File file : files) {
      now.append('|').append(target(file)).append(' ').append(file.lastModified());
      now.append(' ').append(file.length());
    }
    boolean rests = look.isEmpty() || look.contentEquals(now) || ++patience == MAX_PATIENCE;
    if (rests) {
      patience = 0;
    }
    look = now.toString();
    return rests;
  }

  /** Where a link leads to: another file there may be as old and as long. */
  private static String target(File file) {
    try {
      return file + "=" + file.getCanonicalPath();
    } catch (IOException e) {
      return file + " (" + e.getMessage() + ')'; // Reading it will tell why, if it fails, too.
    }
  }

  /** The files that there were at the last look. */
  List<File> files() {
    return files;
  }

  /** Their names, places, times and sizes. */
  String look() {
    return look;
  }

  /** Why there are no files, for messages. */
  String whyEmpty() {
    String name = path.getAbsolutePath();
    if (path.isDirectory()) {
      return name + (path.canRead() ? " has no *.yaml" : " must not be read by this account");
    }
    boolean shell = path.getPath().startsWith("~") || path.getPath().indexOf('$') >= 0;
    return name + " does not exist" + (shell ? ", as no '~' and no variable is expanded here" : "");
  }

  /**
   * The rule files that a path means: itself, or all {@code *.yaml} and {@code *.yml} of a folder
   * by their names. Not hidden ones: those are the working files of editors.
   */
  static List<File> files(File path) {
    List<File> found = list(path);
    return found == null ? List.of() : found;
  }

  /** The same; null for a folder that cannot be listed. */
  private static @Nullable List<File> list(File path) {
    if (path.isFile()) {
      return List.of(path);
    }
    File[] found = path.listFiles(RuleFolder::isRuleFile);
    if (found == null) {
      return path.isDirectory() ? null : List.of();
    }
    Arrays.sort(found);
    return List.of(found);
  }

  private static boolean isRuleFile(File file) {
    String name = file.getName();
    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    return yaml && !name.startsWith(".") && file.isFile();
  }
}
