package io.tagalong.it.app;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;

/**
 * An application in whose JVM the agent's linker fails: for good, or at the first call only, for
 * want of stack. To be started with the agent, and a rule for {@code RuledCalls$Kinds.often()}.
 */
public final class BrokenLink {
  private BrokenLink() {}

  /** {@code good} or {@code once}. Says what the calls gave. */
  public static void main(String[] arguments) throws Exception {
    RuledCalls.Kinds kinds = new RuledCalls.Kinds("free"); // Its class opens the agent's door.
    Field link = Class.forName("java.lang.TagalongDispatcher").getField("link");
    MethodHandle working = (MethodHandle) link.get(null);
    Throwable error =
        arguments[0].equals("once")
            ? new StackOverflowError()
            : new IllegalStateException("no link");
    MethodHandle thrower =
        MethodHandles.throwException(working.type().returnType(), Throwable.class).bindTo(error);
    link.set(null, MethodHandles.dropArguments(thrower, 0, working.type().parameterList()));

    String first = kinds.often();
    if (arguments[0].equals("once")) {
      link.set(null, working);
    }
    System.out.println(first + " " + often(kinds, 10));
  }

  private static String often(RuledCalls.Kinds kinds, int times) {
    String last = "";
    for (int i = 0; i < times; i++) {
      last = kinds.often();
    }
    return last;
  }
}
