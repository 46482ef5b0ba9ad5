package io.tagalong.it.app;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;

/** {@code JAR} starts the agent in that jar by hand, in a class loader of its own. */
public final class SecondCopy {
  private SecondCopy() {}

  public static void main(String[] arguments) throws Exception {
    URL jar = new File(arguments[0]).toURI().toURL();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, null)) {
      loader
          .loadClass("io.tagalong.agent.Premain")
          .getMethod("agentmain", String.class, Instrumentation.class)
          .invoke(null, null, null);
    }
  }
}
