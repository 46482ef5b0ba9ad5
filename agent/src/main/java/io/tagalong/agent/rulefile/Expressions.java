package io.tagalong.agent.rulefile;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.rule.Chain;
import io.tagalong.agent.rule.Condition;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Slot;
import io.tagalong.agent.yaml.NearestWord;
import io.tagalong.agent.yaml.TextProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads paths, chains and conditions.
 *
 * <pre>
 * condition = chain [("==" | "!=") constant | "contains" text]
 * chain     = (path {"?" path} ["?" text]) | text
 * path      = root {"." member | "[" quoted "]" | "@" note}
 * root      = "this" | "field" | "return" | "thrown" | "arg" "[" number "]" | "item"
 *           | "thread" | "env" | "property"
 * constant  = text | number | "true" | "false" | "null"
 * text      = quoted | "option" "[" quoted "]"
 * </pre>
 *
 * <p>The value of an option stands in the rule as if it had been written there.
 */
final class Expressions {
  /** A class file allows no more parameters than this. */
  private static final int MAX_ARGUMENT = 254;

  private static final String OPTION = "option[";

  /** The value of a sample that is no path. */
  static final String ELAPSED = "elapsed";

  private static final List<String> ROOTS = words(List.of());
  private static final List<String> ROOTS_OR_ELAPSED = words(List.of(ELAPSED));

  private static final String OR_TEXT = "; a constant is written in double quotes";
  private static final String OR_VARIABLE = "; a variable of the environment is env[\"NAME\"]";

  private final Scanner in;
  private final Options options;

  /** What may begin there, for hints. */
  private final List<String> beginnings;

  /** Whether a text may stand there instead of a path. */
  private final boolean textAllowed;

  private Expressions(String text, Options options, List<String> beginnings, boolean textAllowed) {
    this.in = new Scanner(text);
    this.options = options;
    this.beginnings = beginnings;
    this.textAllowed = textAllowed;
  }

  /** Reads a path where nothing else can stand. */
  static Path path(String text, Options options) throws TextProblem {
    return path(text, options, ROOTS);
  }

  /** Reads the path to the value of a sample, which is known not to be {@link #ELAPSED}. */
  static Path value(String text, Options options) throws TextProblem {
    return path(text, options, ROOTS_OR_ELAPSED);
  }

  private static Path path(String text, Options options, List<String> beginnings)
      throws TextProblem {
    Expressions expressions = new Expressions(text, options, beginnings, false);
    Path path = expressions.path();
    expressions.end();
    return path;
  }

  static Chain chain(String text, Options options) throws TextProblem {
    Expressions expressions = new Expressions(text, options, ROOTS, true);
    Chain chain = expressions.chain();
    expressions.end();
    return chain;
  }

  /** Reads the condition that must hold for a call to be recorded. */
  static Condition condition(String text, Options options) throws TextProblem {
    Expressions expressions = new Expressions(text, options, ROOTS, true);
    Chain chain = expressions.chain();
    Condition condition;
    if (expressions.in.accept("==")) {
      condition = Condition.onlyWhen(chain, expressions.constant());
    } else if (expressions.in.accept("!=")) {
      condition = Condition.skipWhen(chain, expressions.constant());
    } else if (expressions.in.accept("contains")) {
      condition = Condition.onlyWhenContains(chain, expressions.text());
    } else {
      condition = Condition.onlyWhen(chain, true);
    }
    expressions.end();
    return condition;
  }

  private void end() throws TextProblem {
    if (!in.atEnd()) {
      throw in.unexpected("the end");
    }
  }

  private Chain chain() throws TextProblem {
    List<Path> paths = new ArrayList<>();
    do {
      if (atText()) {
        return Chain.of(paths, text());
      }
      paths.add(path());
    } while (in.accept("?"));
    return Chain.of(paths, null);
  }

  private Path path() throws TextProblem {
    int start = in.position();
    String root = in.identifier();
    Path path = Path.of(slot(root, start));
    boolean more = true;
    while (more) {
      if (in.accept(".")) {
        String member = in.identifier();
        if (member.isEmpty()) {
          throw in.unexpected("a member's name after '.'");
        }
        path = path.member(member);
      } else if (in.accept("@")) {
        String note = in.identifier();
        if (note.isEmpty()) {
          throw in.unexpected("a note's name after '@'");
        }
        path = path.note(note);
      } else if (in.accept("[")) {
        path = path.key(in.quoted());
        in.expect("]", "the key");
      } else {
        more = false;
      }
    }
    check(path, start);
    return path;
  }

  private Slot slot(String root, int start) throws TextProblem {
    switch (root) {
      case "this":
        return Slot.THIS;
      case "field":
        return Slot.FIELD;
      case "return":
        return Slot.RETURN;
      case "thrown":
        return Slot.THROWN;
      case "item":
        return Slot.ITEM;
      case "thread":
        return Slot.THREAD;
      case "env":
        return Slot.ENVIRONMENT;
      case "property":
        return Slot.PROPERTY;
      case "arg":
        in.expect("[", "arg");
        int index = argument();
        in.expect("]", "the argument's number");
        return Slot.argument(index);
      case "":
        throw in.unexpected(textAllowed ? "a path or a text in double quotes" : "a path");
      default:
        throw new TextProblem(
            start,
            "a path cannot begin with '"
                + root
                + "'"
                + (textAllowed ? OR_TEXT : "")
                + (root.startsWith("$") ? OR_VARIABLE : NearestWord.hint(root, beginnings)));
    }
  }

  private int argument() throws TextProblem {
    int start = in.position();
    String digits = in.identifier();
    int index = digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : MAX_ARGUMENT + 1;
    if (index > MAX_ARGUMENT) {
      throw new TextProblem(
          start, "'" + digits + "' is no argument; they are numbered from 0 to " + MAX_ARGUMENT);
    }
    return index;
  }

  private static void check(Path path, int start) throws TextProblem {
    List<Path.Step> steps = path.steps();
    switch (path.slot().kind()) {
      case ENVIRONMENT:
      case PROPERTY:
        if (steps.size() != 1 || steps.get(0).kind() != Path.Step.Kind.KEY) {
          throw new TextProblem(
              start, "'" + path + "' needs one name: " + path.slot() + "[\"NAME\"]");
        }
        break;
      case FIELD:
        if (steps.isEmpty() || steps.get(0).kind() != Path.Step.Kind.MEMBER) {
          throw new TextProblem(start, "'" + path + "' needs the field's name: field.name");
        }
        break;
      default:
        break;
    }
  }

  private @Nullable Object constant() throws TextProblem {
    if (atText()) {
      return text();
    }
    int start = in.position();
    String word = in.word();
    switch (word) {
      case "true":
        return true;
      case "false":
        return false;
      case "null":
        return null;
      default:
        return number(word, start);
    }
  }

  private boolean atText() {
    return in.atQuote() || in.at(OPTION);
  }

  private String text() throws TextProblem {
    if (!in.accept(OPTION)) {
      return in.quoted();
    }
    int start = in.position();
    String name = in.quoted();
    in.expect("]", "the option's name");
    String value = options.value(name);
    if (value == null) {
      throw new TextProblem(
          start, "there is no option '" + name + "'" + NearestWord.hint(name, options.keys()));
    }
    return value;
  }

  private static Object number(String word, int start) throws TextProblem {
    try {
      if (word.matches("-?[0-9]+")) {
        return Long.valueOf(word);
      }
      return Double.valueOf(word);
    } catch (NumberFormatException e) {
      throw new TextProblem(
          start,
          "'"
              + word
              + "' is no constant; write a text in double quotes, a number, true, false or"
              + " null");
    }
  }

  private static List<String> words(List<String> others) {
    List<String> words = new ArrayList<>();
    for (Slot.Kind kind : Slot.Kind.values()) {
      words.add(kind.word());
    }
    words.addAll(others);
    return List.copyOf(words);
  }
}
