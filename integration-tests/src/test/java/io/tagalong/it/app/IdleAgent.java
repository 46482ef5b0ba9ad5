package io.tagalong.it.app;

import java.lang.instrument.Instrumentation;

/** An agent that does nothing: what a JVM does beside it, it does beside any agent. */
public final class IdleAgent {
  private IdleAgent() {}

  public static void premain(String options, Instrumentation instrumentation) {}
}
