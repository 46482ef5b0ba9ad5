package io.tagalong.agent.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to record at some methods: a metric, where its values are, and which calls to leave out. Or,
 * in the place of a metric, a note: what to write down for other rules.
 */
public final class Rule {
  private final String id;
  private final Target target;
  private final @Nullable Metric metric;
  private final @Nullable Note note;
  private final Measure measure;
  private final List<Chain> tags;
  private final List<Condition> conditions;
  private final @Nullable Path each;
  private final @Nullable String once;
  private final boolean awaiting;
  private final boolean ofUser;

  private Rule(Builder builder) {
    this.id = builder.id;
    this.target = builder.target;
    this.metric = builder.metric;
    this.note = builder.note;
    this.measure = builder.measure;
    this.tags = List.copyOf(builder.tags);
    this.conditions = List.copyOf(builder.conditions);
    this.each = builder.each;
    this.once = builder.once;
    this.awaiting = builder.awaiting;
    this.ofUser = builder.ofUser;
    List<String> tagKeys = metric == null ? List.of() : metric.tagKeys();
    if (tags.size() != tagKeys.size()) {
      throw new IllegalArgumentException(
          id + " has the tags " + tagKeys + ", and is given the values " + tags);
    }
  }

  /**
   * Begins a rule that counts every call without a tag.
   *
   * @param id names the rule in messages: {@code statsig.check_gate.count (statsig.yaml:12)}
   */
  public static Builder of(String id, Target target, Metric metric) {
    return new Builder(id, target, metric, null);
  }

  /**
   * Begins a rule that writes something down at every call.
   *
   * @param id names the rule in messages: {@code note client (statsig.yaml:12)}
   */
  public static Builder of(String id, Target target, Note note) {
    return new Builder(id, target, null, note);
  }

  public String id() {
    return id;
  }

  public Target target() {
    return target;
  }

  /** What is recorded; null for a rule with a {@link #note}. */
  public @Nullable Metric metric() {
    return metric;
  }

  /** What is written down; null for a rule with a {@link #metric}. */
  public @Nullable Note note() {
    return note;
  }

  public Measure measure() {
    return measure;
  }

  /** One value per tag key of the metric, in the same order. */
  public List<Chain> tags() {
    return tags;
  }

  /** All of them must let a call pass. */
  public List<Condition> conditions() {
    return conditions;
  }

  /** Where the elements are that are recorded one by one; null where the call itself is. */
  public @Nullable Path each() {
    return each;
  }

  /** The group of which only the outermost call counts on each thread; null for none. */
  public @Nullable String once() {
    return once;
  }

  /** Whether the result is a completion stage whose outcome is the result. */
  public boolean awaiting() {
    return awaiting;
  }

  /**
   * Whether a user has written it. One that finds no method is then worth a line; those of the
   * agent are for many versions of an SDK, of which each lacks something.
   */
  public boolean ofUser() {
    return ofUser;
  }

  /** Whether calls that end with an exception are recorded too: only if the rule looks at it. */
  public boolean recordsThrowing() {
    return reads(Slot.Kind.THROWN);
  }

  /** Whether anything that the rule reads begins at a slot of this kind. */
  public boolean reads(Slot.Kind kind) {
    for (Path path : paths()) {
      if (path.slot().kind() == kind) {
        return true;
      }
    }
    return false;
  }

  /** Everything that the rule reads. */
  public List<Path> paths() {
    List<Path> all = new ArrayList<>();
    if (each != null) {
      all.add(each);
    }
    for (Chain tag : tags) {
      all.addAll(tag.paths());
    }
    for (Condition condition : conditions) {
      all.addAll(condition.value().paths());
    }
    if (note != null) {
      all.add(note.on());
      all.addAll(note.value().paths());
    }
    Path measured = measure.path();
    if (measured != null) {
      all.add(measured);
    }
    return all;
  }

  /** Whether a call can be recorded at all: an option may have decided that none can. */
  boolean inForce() {
    for (Condition condition : conditions) {
      if (condition.blocksAll()) {
        return false;
      }
    }
    return true;
  }

  /** Whether something has to happen when the call begins. */
  public boolean needsEnter() {
    return measure.unit() != null || once != null;
  }

  /** Whether something has to happen when the call ends with an exception. */
  public boolean needsThrown() {
    return once != null || recordsThrowing();
  }

  /** Puts a rule together. */
  public static final class Builder {
    private final String id;
    private final Target target;
    private final @Nullable Metric metric;
    private final @Nullable Note note;
    private Measure measure = Measure.ONE;
    private final List<Chain> tags = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private @Nullable Path each;
    private @Nullable String once;
    private boolean awaiting;
    private boolean ofUser;

    private Builder(String id, Target target, @Nullable Metric metric, @Nullable Note note) {
      this.id = id;
      this.target = target;
      this.metric = metric;
      this.note = note;
    }

    public Builder measure(Measure measure) {
      this.measure = measure;
      return this;
    }

    /**
     * Gives the tags their values.
     *
     * @param values one per tag key of the metric, in the metric's order
     */
    public Builder tags(List<Chain> values) {
      tags.addAll(values);
      return this;
    }

    public Builder conditions(List<Condition> more) {
      conditions.addAll(more);
      return this;
    }

    public Builder each(@Nullable Path elements) {
      this.each = elements;
      return this;
    }

    public Builder once(@Nullable String group) {
      this.once = group;
      return this;
    }

    public Builder awaiting(boolean awaiting) {
      this.awaiting = awaiting;
      return this;
    }

    public Builder ofUser(boolean ofUser) {
      this.ofUser = ofUser;
      return this;
    }

    public Rule build() {
      return new Rule(this);
    }
  }
}
