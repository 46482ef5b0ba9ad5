package io.tagalong.it.app;

import io.tagalong.it.model.GatewayModel;

/**
 * Asks models a known number of times through the framework that the class path holds, and prints
 * the answers, or the kind of error that the framework makes of a failure.
 *
 * <p>Arguments: the gateway's address, how often to try again, how often to ask, and what to do, as
 * {@code form:model}. The forms are {@code ask}, {@code stream}, {@code first} and {@code embed};
 * the model {@link #UNREACHABLE} is looked for where nobody listens.
 */
public final class ModelCalls {
  /** May be found nowhere but at the gateway, like the prompt. */
  public static final String KEY = "sk-prism-secret-key";

  public static final String PROMPT = "Who is the secret customer?";

  public static final String UNREACHABLE = "unreachable";

  private ModelCalls() {}

  public static void main(String[] args) {
    int retries = Integer.parseInt(args[1]);
    int times = Integer.parseInt(args[2]);
    for (int i = 3; i < args.length; i++) {
      String[] step = args[i].split(":", 2);
      String url = step[1].equals(UNREACHABLE) ? "http://127.0.0.1:1" : args[0];
      GatewayModel model = new GatewayModel(url, KEY, step[1], retries);
      for (int call = 0; call < times; call++) {
        System.out.println(args[i] + " " + answer(model, step[0]));
      }
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
