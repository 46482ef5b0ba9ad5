package io.tagalong.agent.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a value is found, starting at a slot: {@code arg[0].options.environment["tier"]}.
 *
 * <p>A member {@code x} is read through {@code getX()}, {@code isX()}, {@code x()} or the field,
 * the first that the type has; a key is looked up in a map; what an {@code Optional} holds is meant
 * whenever there is one. Null anywhere on the way gives null.
 */
public final class Path {
  /** One step of a path: a member of an object or a key of a map. */
  public static final class Step {
    private final String name;
    private final boolean key;

    private Step(String name, boolean key) {
      this.name = name;
      this.key = key;
    }

    /** The member's name or the map's key. */
    public String name() {
      return name;
    }

    /** Whether {@link #name} is a key of a map. */
    public boolean isKey() {
      return key;
    }

    @Override
    public String toString() {
      return key ? "[\"" + name + "\"]" : "." + name;
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

  public static Path argument(int index) {
    return of(Slot.argument(index));
  }

  /** This path, followed by a member of the object found there. */
  public Path member(String name) {
    return with(new Step(name, false));
  }

  /** This path, followed by a key of the map found there. */
  public Path key(String name) {
    return with(new Step(name, true));
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
