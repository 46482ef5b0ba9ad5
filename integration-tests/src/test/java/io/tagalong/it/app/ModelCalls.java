package io.tagalong.it.app;

import io.tagalong.it.model.GatewayModel;

/**
 * Asks a model a known number of times through the framework that the class path holds, and prints
 * the answers, or the kind of error that the framework makes of a failure.
 *
 * <p>Arguments: the gateway's address, the model, how often to try again, how often to ask, and
 * {@code ask}, {@code stream}, {@code first} or {@code embed}.
 */
public final class ModelCalls {
  /** What may be found nowhere but at the gateway. */
  public static final String KEY = "sk-prism-secret-key";

  public static final String PROMPT = "Who is the secret customer?";

  private ModelCalls() {}

  public static void main(String[] args) {
    GatewayModel model = new GatewayModel(args[0], KEY, args[1], Integer.parseInt(args[2]));
    for (int i = Integer.parseInt(args[3]); i > 0; i--) {
      System.out.println(answer(model, args[4]));
    }
    // Threads of HTTP clients would keep the JVM alive for a minute.
    System.exit(0);
  }

  private static String answer(GatewayModel model, String form) {
    try {
      return switch (form) {
        case "ask" -> model.ask(PROMPT);
        case "stream" -> model.stream(PROMPT);
        case "first" -> model.first(PROMPT);
        case "embed" -> String.valueOf(model.embed(PROMPT));
        default -> throw new IllegalArgumentException(form);
      };
    } catch (Exception e) {
      return e.getClass().getSimpleName();
    }
  }
}
