package io.tagalong.agent.probe;

import org.jspecify.annotations.Nullable;

/** A probe that has all it wants when a call begins. */
public abstract class BeginProbe implements Probe {
  /** A call begins. */
  protected abstract void begins(@Nullable Object self, @Nullable Object[] arguments);

  /** Null: no call is watched to its end. */
  @Override
  public final @Nullable Object begin(@Nullable Object self, @Nullable Object[] arguments) {
    begins(self, arguments);
    return null;
  }
}
