package io.tagalong.agent.rulefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The keys of a rule: their names, shapes and meanings.
 *
 * <p>The reader accepts exactly these; {@code docs/rules.md} and the JSON Schema are generated from
 * them.
 */
enum RuleKey {
  METRIC(
      Shape.TEXT,
      With.METRIC,
      "required, or `note`",
      "The metric's name: letters, digits, `_` and `.`, a letter first. At its end may stand the key"
          + " of a tag in braces, `shop.{kind}`: its value is then a part of the name and no tag."),
  NOTE(
      Shape.TEXT,
      With.NOTE,
      "",
      "A name, instead of `metric`: `value` is written down beside an object, for as long as that"
          + " lives, for other rules to read as `path@name`. It is a chain of paths; null takes an"
          + " earlier note away. At most 2000 objects have a note of one name."),
  ON(
      Shape.TEXT,
      With.NOTE,
      "required with `note`",
      "The path to the object that the note stands beside."),
  TYPE(
      Shape.TEXT,
      With.METRIC,
      "`count`",
      "`count`, `gauge`, `histogram`, `distribution`, `timing` or `set`. A `timing` is in"
          + " milliseconds. Take a `distribution` where there are many values: they are sent"
          + " packed."),
  CLASS(
      Shape.TEXTS,
      With.EITHER,
      "required, or `subtypes_of`",
      "The class to watch, or several: binary names, `com.example.Outer$Inner`."),
  SUBTYPES_OF(
      Shape.TEXTS,
      With.EITHER,
      "",
      "An interface or class, or several: every class that implements or extends it is watched. It"
          + " makes each class of the application a little slower to load, and a call that passes"
          + " through several of these classes is recorded once."),
  METHOD(
      Shape.TEXTS,
      With.EITHER,
      "required",
      "The method, or several: `name`, `name | other`, `name(java.lang.String, int, ..)`."
          + " Without parameters every overload is meant; `..` stands for any further ones; a type"
          + " without a dot is a primitive or of `java.lang`; `new` is the constructor."),
  RETURNS(
      Shape.TEXT,
      With.EITHER,
      "as declared",
      "The type to read the result as, where the method declares less, such as the `Object` of a"
          + " Kotlin suspend function. A result of another type is read as null."),
  VALUE(
      Shape.TEXT,
      With.EITHER,
      "`1`; required with `note`",
      "The value of a sample: `1`, `elapsed`, or a path to a number (for a `set`, to a member). A"
          + " count drops fractions. Where the path gives null, nothing is recorded."),
  UNIT(
      Shape.TEXT,
      With.METRIC,
      "`milliseconds`",
      "The unit of `elapsed`: `nanoseconds`, `microseconds`, `milliseconds` or `seconds`."),
  TAGS(
      Shape.VALUES,
      With.METRIC,
      "none",
      "Up to 8 tags, each with its value: a chain of paths, separated by `?`, with a constant in"
          + " double quotes at its end or alone. Null leaves the tag out."),
  WHEN(
      Shape.TEXTS,
      With.EITHER,
      "none",
      "Conditions that must all hold: `path == constant`, `path != constant`, `path contains text`"
          + " whatever the case, or just `path` for `path == true`. A constant is text in double"
          + " quotes, `option[\"name\"]`, a number, `true`, `false` or `null`."),
  UNLESS(Shape.TEXTS, With.EITHER, "none", "Conditions, as in `when`, none of which may hold."),
  EACH(
      Shape.TEXT,
      With.METRIC,
      "",
      "A path to a list, another collection or an array: each element, which is `item`, is recorded"
          + " by itself, if the conditions let it pass. Of more than 1000, only the first."),
  AWAIT(
      Shape.TEXT,
      With.EITHER,
      "",
      "`return`: the method gives a `CompletableFuture` or `CompletionStage`; the call is recorded"
          + " when that completes, with its outcome as `return` or `thrown`."),
  ONCE(
      Shape.TEXT,
      With.METRIC,
      "",
      "A group of your naming: of calls of the group that are inside each other on one thread, only"
          + " the outermost is recorded."),
  LIMIT(
      Shape.NUMBER,
      With.METRIC,
      "`500`",
      "How many distinct tag sets are kept apart, 1 to 10000; further ones are recorded with the"
          + " value `overflow` in every tag."),
  SAMPLE_RATE(
      Shape.NUMBER,
      With.METRIC,
      "`1`",
      "The part of the calls that is sent, above 0, at most 1, for which Datadog makes up; not for"
          + " gauges and sets."),
  PRODUCTION_TAG(
      Shape.TEXT,
      With.METRIC,
      "",
      "The tag that names an environment: calls where it is not `production` are left out, unless"
          + " the agent runs with `include_non_production=true`.");

  /** What YAML a key takes. */
  enum Shape {
    TEXT,
    TEXTS,
    NUMBER,
    VALUES
  }

  /** Which rules a key is for. */
  enum With {
    METRIC("with `metric`"),
    NOTE("with `note`"),
    EITHER("any");

    private final String words;

    With(String words) {
      this.words = words;
    }
  }

  private final Shape shape;
  private final With with;
  private final String defaultValue;
  private final String meaning;

  RuleKey(Shape shape, With with, String defaultValue, String meaning) {
    this.shape = shape;
    this.with = with;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
  }

  /** The key in a file: {@code sample_rate}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Shape shape() {
    return shape;
  }

  /** Whether a rule with a note can have the key. */
  boolean ofNotes() {
    return with != With.METRIC;
  }

  /** Whether a rule with a metric can have the key. */
  boolean ofMetrics() {
    return with != With.NOTE;
  }

  /** Which rules can have the key, as Markdown. */
  String forRules() {
    return with.words;
  }

  /** What holds without the key, as Markdown; empty for nothing. */
  String defaultValue() {
    return defaultValue;
  }

  /** As Markdown. */
  String meaning() {
    return meaning;
  }

  static List<String> words() {
    List<String> words = new ArrayList<>();
    for (RuleKey key : values()) {
      words.add(key.word());
    }
    return words;
  }
}
