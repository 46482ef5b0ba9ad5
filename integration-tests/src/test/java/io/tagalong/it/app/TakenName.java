package io.tagalong.it.app;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.zip.ZipInputStream;

/**
 * An application that has taken the name of the agent's class in {@code java.base}, so that the JVM
 * refuses it to the agent. To be started with {@code --add-opens java.base/java.lang=ALL-UNNAMED}
 * and the agent.
 */
public final class TakenName {
  private TakenName() {}

  public static void main(String[] arguments) throws Exception {
    MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(dispatcher());
    RuledCalls.main(arguments);
  }

  private static byte[] dispatcher() throws IOException {
    try (ZipInputStream in =
        new ZipInputStream(ClassLoader.getSystemResourceAsStream("inst.zip"))) {
      while (!in.getNextEntry().getName().equals("io/tagalong/agent/link/TagalongDispatcher.bin")) {
        // The next one, then.
      }
      return in.readAllBytes();
    }
  }
}
