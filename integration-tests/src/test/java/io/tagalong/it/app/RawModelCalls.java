package io.tagalong.it.app;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Asks models with every HTTP client and no SDK. The model has the client's name.
 *
 * <p>Arguments: the gateway's address, and the clients' names.
 */
public final class RawModelCalls {
  /** Host and port at which nobody listens. */
  public static final String UNREACHABLE = "127.0.0.1:1";

  private RawModelCalls() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, HttpClients.Client> clients = HttpClients.all();
    String chat = arguments[0] + "/v1/chat/completions";
    for (String name : List.of(arguments).subList(1, arguments.length)) {
      HttpClients.Client client = Objects.requireNonNull(clients.get(name), name);
      System.out.println(name + ' ' + client.post(chat, body(name, false)));
      System.out.println(name + ' ' + client.post(chat, body(name, true)));
      System.out.println(name + ' ' + client.post(chat, body("error-429", false)));
      System.out.println(name + ' ' + client.post(arguments[0] + "/v1/files", body(name, false)));
      try {
        System.out.println(
            client.post("http://" + UNREACHABLE + "/v1/embeddings", body("lost", false)));
      } catch (Exception e) {
        System.out.println(name + " nobody there");
      }
    }
    // Threads of HTTP clients would keep the JVM alive.
    System.exit(0);
  }

  private static String body(String model, boolean stream) {
    return "{\"messages\":[{\"role\":\"user\",\"content\":\""
        + ModelCalls.PROMPT
        + "\"}],\"model\":\""
        + model
        + "\",\"stream\":"
        + stream
        + "}";
  }
}
