package io.tagalong.it.app;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * An agent that does nothing: what a JVM does beside it, it does beside any agent. Given the name
 * of a class, it loads that.
 */
public final class IdleAgent {
  private IdleAgent() {}

  public static void premain(@Nullable String options, Instrumentation instrumentation)
      throws ClassNotFoundException {
    if (options != null) {
      Class.forName(options);
    }
  }
}
