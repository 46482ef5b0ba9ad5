package io.tagalong.metrics;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.function.Executable;

/** What tests are made of. */
final class Given {
  private Given() {}

  /** Settings of these environment variables and no others. */
  static Settings settings(Map<String, String> environment) {
    return new Settings(name -> null, environment::get);
  }

  /** The message with which something is refused. */
  static String refusal(Executable refused) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, refused).getMessage());
  }

  static Losses losses() {
    return new Losses(silent(), System::nanoTime);
  }

  /** A logger that nobody hears. */
  static Logger silent() {
    Logger logger = Logger.getAnonymousLogger();
    logger.setLevel(Level.OFF);
    return logger;
  }
}
