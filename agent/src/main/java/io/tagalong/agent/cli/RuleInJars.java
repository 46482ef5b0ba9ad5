package io.tagalong.agent.cli;

import io.tagalong.agent.link.PathCheck;
import io.tagalong.agent.link.PathVerdict;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.yaml.NearestWord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What has come of one rule in the jars so far: whether it has met a method, and what it reads. */
final class RuleInJars {
  private final Rule rule;
  private final List<RuleValue> values;

  /** The values that need a path, and for which none has led anywhere. */
  private final List<RuleValue> unread = new ArrayList<>();

  private boolean idle = true;

  RuleInJars(Rule rule) {
    this.rule = rule;
    this.values = RuleValue.of(rule);
    values.stream().filter(RuleValue::needsPath).forEach(unread::add);
  }

  /**
   * Takes a method that the rule means.
   *
   * @param loader of the method's class
   * @return a line for each path that is read as null there, and for each reason why some are not
   *     known to lead anywhere
   */
  List<String> meet(PathCheck method, ClassPathLoader loader) {
    idle = false;
    Set<String> nulls = new LinkedHashSet<>();
    Map<String, Set<String>> pathsByObstacle = new LinkedHashMap<>();
    for (RuleValue value : values) {
      for (Path path : value.paths()) {
        loader.takeMissing();
        PathVerdict verdict = method.look(rule, path);
        String obstacle = obstacle(verdict, loader.takeMissing());
        if (!obstacle.isEmpty()) {
          pathsByObstacle
              .computeIfAbsent(obstacle, text -> new LinkedHashSet<>())
              .add(path.toString());
          unread.remove(value);
        } else if (verdict.reason().isEmpty()) {
          unread.remove(value);
        } else {
          nulls.add(verdict.reason() + hint(verdict));
        }
      }
    }
    List<String> lines = new ArrayList<>(nulls);
    pathsByObstacle.forEach(
        (obstacle, paths) ->
            lines.add(String.join(", ", paths) + " cannot be checked: " + obstacle));
    return lines;
  }

  /** Why a path is not known to lead anywhere; empty where it is known. */
  private static String obstacle(PathVerdict verdict, String missing) {
    Throwable obstacle = verdict.obstacle();
    if (obstacle != null) {
      return Obstacle.of(obstacle);
    }
    return verdict.ofAnyType() && !missing.isEmpty() ? Obstacle.missing(missing) : "";
  }

  /** Takes a method that the rule means, whose class does not let itself be looked at. */
  void meetUnknown() {
    idle = false;
    unread.clear();
  }

  private static String hint(PathVerdict verdict) {
    String near = NearestWord.near(verdict.member(), verdict.members());
    return near == null ? "" : "; did you mean '" + near + "'?";
  }

  /** What keeps the rule from doing its work in any of the jars. */
  List<String> problems() {
    if (idle) {
      return List.of(rule.id() + " finds no method in these jars: " + rule.target());
    }
    return unread.stream().map(this::problem).collect(Collectors.toList());
  }

  private String problem(RuleValue value) {
    return rule.id()
        + ": "
        + value.name()
        + " never has a value, since there is no "
        + value.paths().stream().map(Path::toString).collect(Collectors.joining(" and no "))
        + " at any of these methods; correct it";
  }
}
