package io.tagalong.it.app;

import java.util.logging.LogManager;

/** An application's own manager of {@code java.util.logging}, which says when it comes to be. */
public final class LoudLogManager extends LogManager {
  public LoudLogManager() {
    System.out.println("log manager of the application");
  }
}
