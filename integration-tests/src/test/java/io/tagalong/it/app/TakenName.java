package io.tagalong.it.app;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;

/**
 * An application that has taken the name of the agent's class in {@code java.base}, so that the JVM
 * refuses it to the agent. To be started with {@code --add-opens java.base/java.lang=ALL-UNNAMED}
 * and the agent.
 */
public final class TakenName {
  private TakenName() {}

  public static void main(String[] arguments) throws Exception {
    String file = "inst/io/tagalong/agent/link/TagalongDispatcher.bin";
    try (InputStream in = ClassLoader.getSystemResourceAsStream(file)) {
      MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
          .defineClass(in.readAllBytes());
    }
    RuledCalls.main(arguments);
  }
}
