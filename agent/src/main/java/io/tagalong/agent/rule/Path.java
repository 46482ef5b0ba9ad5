package io.tagalong.agent.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a value is found, starting at a slot: {@code arg[0].options.environment["tier"]}.
 *
 * <p>A member {@code x} is read through {@code getX()}, {@code isX()}, {@code x()} or the field,
 * the first that the type has; a key is looked up in a map; what an {@code Optional} holds is meant
 * whenever there is one; a note is what a rule has written down beside the object. Null anywhere on
 * the way gives null.
 */
public final class Path {
  /** One step of a path. */
  public static final class Step {
    /** Where a step leads to. */
    public enum Kind {
      /** A member of an object. */
      MEMBER,
      /** The value of a key in a map. */
      KEY,
      /** A {@link Note} beside an object. */
      NOTE
    }

    private final Kind kind;
    private final String name;

    private Step(Kind kind, String name) {
      this.kind = kind;
      this.name = name;
    }

    public Kind kind() {
      return kind;
    }

    /** The member's or note's name, or the map's key. */
    public String name() {
      return name;
    }

    @Override
    public String toString() {
      switch (kind) {
        case MEMBER:
          return "." + name;
        case KEY:
          return "[\"" + name + "\"]";
        case NOTE:
          return "@" + name;
      }
      throw new AssertionError(kind);
    }
  }

  private final Slot slot;
  private final List<Step> steps;

  private Path(Slot slot, List<Step> steps) {
    this.slot = slot;
    this.steps = List.copyOf(steps);
  }

  public static Path of(Slot slot) {
    return new Path(slot, List.of());
  }

  /** This path, followed by a member of the object found there. */
  public Path member(String name) {
    return with(new Step(Step.Kind.MEMBER, name));
  }

  /** This path, followed by a key of the map found there. */
  public Path key(String name) {
    return with(new Step(Step.Kind.KEY, name));
  }

  /** This path, followed by a note beside the object found there. */
  public Path note(String name) {
    return with(new Step(Step.Kind.NOTE, name));
  }

  private Path with(Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Path(slot, longer);
  }

  public Slot slot() {
    return slot;
  }

  public List<Step> steps() {
    return steps;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(slot.toString());
    for (Step step : steps) {
      text.append(step);
    }
    return text.toString();
  }
}
