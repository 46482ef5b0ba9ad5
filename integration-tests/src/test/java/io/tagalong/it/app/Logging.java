package io.tagalong.it.app;

import java.util.logging.LogManager;
import java.util.logging.Logger;

/** An application that chooses its log manager in main, as application servers do. */
public final class Logging {
  private Logging() {}

  public static void main(String[] args) {
    System.setProperty("java.util.logging.manager", LoudLogManager.class.getName());
    System.out.println("main has begun");
    Logger.getLogger("app").fine("not shown");
    System.out.println(LogManager.getLogManager().getClass().getSimpleName());
  }
}
