package io.tagalong.benchmarks.agent;

/** The smallest application. */
public final class Hello {
  private Hello() {}

  /**
   * Says hello.
   *
   * @param arguments names of classes to load, which an agent may weave
   */
  public static void main(String[] arguments) throws ClassNotFoundException {
    for (String name : arguments) {
      // Not initialised: its libraries are not here, and would cost more than the agent.
      Class.forName(name, false, Hello.class.getClassLoader());
    }
    System.out.println("hello");
  }
}
