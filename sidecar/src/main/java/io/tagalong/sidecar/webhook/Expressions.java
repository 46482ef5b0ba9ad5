package io.tagalong.sidecar.webhook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads texts, chains and conditions. The language is that of the agent's rules (docs/rules.md)
 * with other roots, and with {@code contains}, {@code in}, {@code like}, {@code +} and {@code if}
 * besides:
 *
 * <pre>
 * text      = joined ["if" condition ["else" joined]]
 * joined    = chain {"+" chain}
 * condition = chain [("==" | "!=" | "contains") constant | ("in" | "like") constant {"," constant}]
 * chain     = term {"?" term}                      a constant only at its end
 * path      = root {"." member | "[" text "]"}
 * root      = "body" | "item" | "header" | "history" | "option"
 * constant  = text | number | "true" | "false" | "null"
 * </pre>
 */
public final class Expressions {
  /** The words that a path may begin with. */
  public static final List<String> ROOTS =
      Arrays.stream(Path.Root.values()).map(root -> root.name().toLowerCase(Locale.ROOT)).toList();

  private final ExpressionText in;

  private Expressions(String text) {
    in = new ExpressionText(text);
  }

  /** Reads a text, all of it. */
  public static Text text(String text) throws ExpressionException {
    Expressions expressions = new Expressions(text);
    Text read = expressions.text();
    expressions.end();
    return read;
  }

  /** Reads a chain, all of the text. */
  public static Chain chain(String text) throws ExpressionException {
    Expressions expressions = new Expressions(text);
    Chain chain = expressions.chain();
    expressions.end();
    return chain;
  }

  /** Reads a condition, all of the text. */
  public static Condition condition(String text) throws ExpressionException {
    Expressions expressions = new Expressions(text);
    Condition condition = expressions.condition();
    expressions.end();
    return condition;
  }

  private Text text() throws ExpressionException {
    Text joined = joined();
    if (!in.accept("if ")) {
      return joined;
    }
    Condition condition = condition();
    return new Text.Either(condition, joined, in.accept("else ") ? joined() : Text.NOTHING);
  }

  private Text joined() throws ExpressionException {
    List<Chain> parts = new ArrayList<>();
    do {
      parts.add(chain());
    } while (in.accept("+"));
    return new Text.Joined(parts);
  }

  private Condition condition() throws ExpressionException {
    Chain chain = chain();
    if (in.accept("==")) {
      return new Condition(chain, Condition.Operator.EQUALS, List.of(constant()));
    }
    if (in.accept("!=")) {
      return new Condition(chain, Condition.Operator.DIFFERS, List.of(constant()));
    }
    if (in.accept("contains ")) {
      return new Condition(chain, Condition.Operator.CONTAINS, List.of(constant()));
    }
    if (in.accept("in ")) {
      return new Condition(chain, Condition.Operator.EQUALS, constants());
    }
    if (in.accept("like ")) {
      return new Condition(chain, Condition.Operator.LIKE, constants());
    }
    return new Condition(chain, Condition.Operator.EQUALS, List.of(Optional.of("true")));
  }

  private Chain chain() throws ExpressionException {
    List<Path> paths = new ArrayList<>();
    do {
      if (in.atQuote()) {
        return new Chain(paths, Optional.of(in.quoted()));
      }
      paths.add(path());
    } while (in.accept("?"));
    return new Chain(paths, Optional.empty());
  }

  private Path path() throws ExpressionException {
    int start = in.position();
    Path.Root root = root();
    List<String> steps = new ArrayList<>();
    boolean more = true;
    while (more) {
      if (in.accept(".")) {
        String member = in.identifier();
        if (member.isEmpty()) {
          throw in.expected("a member's name after '.'");
        }
        steps.add(member);
      } else if (in.accept("[")) {
        steps.add(in.quoted());
        if (!in.accept("]")) {
          throw in.expected("']' after the key");
        }
      } else {
        more = false;
      }
    }
    if (root == Path.Root.HEADER && steps.size() != 1) {
      throw new ExpressionException(start, "a header needs its name: header[\"X-Event\"]", "");
    }
    return new Path(
        root, root == Path.Root.HEADER ? List.of(steps.get(0).toLowerCase(Locale.ROOT)) : steps);
  }

  private Path.Root root() throws ExpressionException {
    int start = in.position();
    String word = in.identifier();
    if (word.isEmpty()) {
      throw in.expected("a path or a text in double quotes");
    }
    for (Path.Root root : Path.Root.values()) {
      if (root.name().toLowerCase(Locale.ROOT).equals(word)) {
        return root;
      }
    }
    throw new ExpressionException(
        start,
        "a path cannot begin with '" + word + "'; a constant is written in double quotes",
        word);
  }

  private List<Optional<String>> constants() throws ExpressionException {
    List<Optional<String>> constants = new ArrayList<>();
    do {
      constants.add(constant());
    } while (in.accept(","));
    return constants;
  }

  /** Numbers are compared as they are written, which is how a path gives them. */
  private Optional<String> constant() throws ExpressionException {
    if (in.atQuote()) {
      return Optional.of(in.quoted());
    }
    int start = in.position();
    String word = in.word();
    if (word.equals("null")) {
      return Optional.empty();
    }
    if (word.matches("true|false|-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
      return Optional.of(word);
    }
    throw new ExpressionException(
        start,
        "'"
            + word
            + "' is no constant; write a text in double quotes, a number, true, false or null",
        "");
  }

  private void end() throws ExpressionException {
    if (!in.atEnd()) {
      throw in.expected("the end");
    }
  }
}
