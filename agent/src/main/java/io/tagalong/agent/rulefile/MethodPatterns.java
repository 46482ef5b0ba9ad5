package io.tagalong.agent.rulefile;

import io.tagalong.agent.rule.MethodPattern;
import io.tagalong.agent.yaml.TextProblem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads methods: {@code check | checkSync (com.example.User, String, ..)}. */
final class MethodPatterns {
  private static final Set<String> PRIMITIVES =
      Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double");

  private MethodPatterns() {}

  static MethodPattern read(String text) throws TextProblem {
    Scanner in = new Scanner(text);
    Set<String> names = new LinkedHashSet<>();
    do {
      String name = in.identifier();
      if (name.isEmpty()) {
        throw in.unexpected("a method's name");
      }
      names.add(name.equals("new") ? MethodPattern.CONSTRUCTOR : name);
    } while (in.accept("|"));

    List<String> types = new ArrayList<>();
    boolean open = true;
    if (in.accept("(")) {
      open = parameters(in, types);
    }
    if (!in.atEnd()) {
      throw in.unexpected("'(' or the end");
    }
    return new MethodPattern(names, types, open);
  }

  /** Reads up to the closing parenthesis; whether {@code ..} stood before it. */
  private static boolean parameters(Scanner in, List<String> types) throws TextProblem {
    if (in.accept(")")) {
      return false;
    }
    do {
      if (in.accept("..")) {
        in.expect(")", "'..', which stands for all further parameters");
        return true;
      }
      String type = in.type();
      if (type.isEmpty()) {
        throw in.unexpected("a parameter's type or '..'");
      }
      types.add(qualified(type));
    } while (in.accept(","));
    in.expect(")", "the parameters");
    return false;
  }

  private static String qualified(String type) {
    int brackets = type.indexOf('[');
    String element = brackets < 0 ? type : type.substring(0, brackets);
    return element.indexOf('.') >= 0 || PRIMITIVES.contains(element) ? type : "java.lang." + type;
  }
}
