package io.tagalong.agent;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.rulefile.Shelf;
import java.lang.instrument.Instrumentation;

/** Weaves what was loaded before its rule was: named classes and subtypes, and nothing else. */
final class LoadedClasses {
  private final Instrumentation instrumentation;
  private final Shelf shelf;
  private final Log log;

  LoadedClasses(Instrumentation instrumentation, Shelf shelf, Log log) {
    this.instrumentation = instrumentation;
    this.shelf = shelf;
    this.log = log;
  }

  /**
   * Whether another agent came before this one, and may have used a class of the JDK that has a
   * rule: its entry was asked of the system loader, as ours was, and is in no module. Looked at in
   * every start, since to look at all classes takes a millisecond.
   */
  boolean othersCameFirst() {
    for (Class<?> type : instrumentation.getInitiatedClasses(ClassLoader.getSystemClassLoader())) {
      if (!type.getModule().isNamed() && !type.getName().startsWith("io.tagalong.agent.")) {
        return true;
      }
    }
    return false;
  }

  void weaveAgain() {
    if (!instrumentation.isRetransformClassesSupported()) {
      log.say("this JVM cannot weave loaded classes again; new rules wait for a restart");
      return;
    }
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (shelf.meant(type) && instrumentation.isModifiableClass(type)) {
        try {
          instrumentation.retransformClasses(type);
        } catch (Throwable t) { // Errors of the JVM too: this may run on the application's thread.
          log.say("could not weave " + type.getName() + " again (" + t + "); it runs as it is");
        }
      }
    }
  }
}
