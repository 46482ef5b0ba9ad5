package io.tagalong.agent.rulefile;

import io.tagalong.agent.rule.MethodPattern;
import io.tagalong.agent.rule.Target;
import io.tagalong.agent.yaml.TextProblem;
import io.tagalong.agent.yaml.YamlNode;
import io.tagalong.agent.yaml.YamlNodes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads which methods a rule is for. */
final class TargetReader {
  private static final String TYPE_NAME = "[\\p{javaJavaIdentifierPart}.]+";

  private final YamlNodes yaml;
  private final RuleNodes given;

  TargetReader(YamlNodes yaml, RuleNodes given) {
    this.yaml = yaml;
    this.given = given;
  }

  Target read() {
    Set<String> classes = types(RuleKey.CLASS);
    Set<String> superTypes = types(RuleKey.SUBTYPES_OF);
    if (classes.isEmpty() && superTypes.isEmpty()) {
      given.lacks("the rule has no 'class'; give the class to watch, or 'subtypes_of'");
    }
    List<MethodPattern> methods = methods();
    String returns =
        given.matching(RuleKey.RETURNS, TYPE_NAME, "a type; give its name, like com.example.Order");
    return new Target(classes, superTypes, methods, returns);
  }

  private Set<String> types(RuleKey key) {
    Set<String> names = new LinkedHashSet<>();
    for (YamlNode node : given.nodes(key)) {
      String name = yaml.text(node, "a class");
      if (name != null && name.matches(TYPE_NAME)) {
        names.add(name);
      } else if (name != null) {
        yaml.problem(node, "'" + name + "' is not the name of a class, like com.example.Shop");
      }
    }
    return names;
  }

  private List<MethodPattern> methods() {
    List<MethodPattern> methods = new ArrayList<>();
    for (YamlNode node : given.nodes(RuleKey.METHOD)) {
      String text = yaml.text(node, "a method");
      if (text != null) {
        try {
          methods.add(MethodPatterns.read(text));
        } catch (TextProblem e) {
          yaml.problem(node, e);
        }
      }
    }
    if (!given.has(RuleKey.METHOD)) {
      given.lacks("the rule has no 'method'; give the method to watch, or 'new'");
    }
    return methods;
  }

  /** Reads methods that are watched to either end. */
  Target readWatched() {
    Target target = read();
    refuseConstructors(target);
    return target;
  }

  /** An uninitialised object may not be inside a try block, so nothing can follow its throwing. */
  void refuseConstructors(Target target) {
    for (MethodPattern method : target.methods()) {
      if (method.names().contains(MethodPattern.CONSTRUCTOR)) {
        given.problem(
            RuleKey.METHOD,
            "a constructor that throws cannot be watched; leave out 'thrown', 'once' and"
                + " 'subtypes_of'");
      }
    }
  }
}
