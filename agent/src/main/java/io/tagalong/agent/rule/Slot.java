package io.tagalong.agent.rule;

/** Where a path begins: something that a woven call hands over, or that is known beforehand. */
public final class Slot {
  /** The kinds of beginnings, with the word that a rule file uses. */
  public enum Kind {
    /** The object whose method was called; null in a static method. */
    THIS("this"),
    /** A field of {@code this}, or a static one: never through an accessor. */
    FIELD("field"),
    /** {@code arg[n]}: the argument as it was when the call began. */
    ARGUMENT("arg"),
    /** What the method returned; null when it threw. */
    RETURN("return"),
    /** What the method threw; null when it returned. */
    THROWN("thrown"),
    /** An element of what {@code each} leads to. */
    ITEM("item"),
    /** The thread that runs the call. */
    THREAD("thread"),
    /** {@code env["NAME"]}: a variable of the environment, read once. */
    ENVIRONMENT("env"),
    /** {@code property["name"]}: a system property, read when a call is linked. */
    PROPERTY("property");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word of the rule files. */
    public String word() {
      return word;
    }
  }

  public static final Slot THIS = new Slot(Kind.THIS, -1);
  public static final Slot FIELD = new Slot(Kind.FIELD, -1);
  public static final Slot RETURN = new Slot(Kind.RETURN, -1);
  public static final Slot THROWN = new Slot(Kind.THROWN, -1);
  public static final Slot ITEM = new Slot(Kind.ITEM, -1);
  public static final Slot THREAD = new Slot(Kind.THREAD, -1);
  public static final Slot ENVIRONMENT = new Slot(Kind.ENVIRONMENT, -1);
  public static final Slot PROPERTY = new Slot(Kind.PROPERTY, -1);

  private final Kind kind;
  private final int index;

  private Slot(Kind kind, int index) {
    this.kind = kind;
    this.index = index;
  }

  /** The slot of the argument with this index, counted from 0. */
  public static Slot argument(int index) {
    return new Slot(Kind.ARGUMENT, index);
  }

  public Kind kind() {
    return kind;
  }

  /** The index of an argument; -1 for every other kind. */
  public int index() {
    return index;
  }

  @Override
  public String toString() {
    return kind == Kind.ARGUMENT ? "arg[" + index + ']' : kind.word();
  }
}
