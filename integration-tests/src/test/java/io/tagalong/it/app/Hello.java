package io.tagalong.it.app;

/** An application without any SDK. */
public final class Hello {
  private Hello() {}

  public static void main(String[] args) {
    System.out.println("hello");
    System.err.println("and goodbye");
    System.exit(3);
  }
}
