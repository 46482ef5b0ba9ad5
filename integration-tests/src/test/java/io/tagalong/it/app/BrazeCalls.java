package io.tagalong.it.app;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An application that sends through Braze with every HTTP client, and does what counts as sending
 * nothing. Each client has campaigns of its own.
 */
public final class BrazeCalls {
  /** Stands for Braze's API key, which must not leave by way of the agent. */
  static final String KEY = "secret-api-key";

  private BrazeCalls() {}

  /** Stands for the application's own way to send. */
  public static final class Gateway {
    private final HttpClients.Client client;
    private final String url;

    Gateway(HttpClients.Client client, String url) {
      this.client = client;
      this.url = url;
    }

    /** Sends a campaign to users. */
    public String send(String campaign, List<String> users) throws Exception {
      return client.post(url + "/campaigns/trigger/send", campaign(campaign, users));
    }
  }

  /** Arguments: the fake's address, an address where nobody listens, and the clients' names. */
  public static void main(String[] arguments) throws Exception {
    Map<String, HttpClients.Client> clients = HttpClients.all();
    for (String name : List.of(arguments).subList(2, arguments.length)) {
      HttpClients.Client client = Objects.requireNonNull(clients.get(name), name);
      call(name, client, arguments[0], arguments[1]);
    }
    System.out.println("called");
  }

  private static void call(String name, HttpClients.Client client, String braze, String nobody)
      throws Exception {
    List<String> users = List.of("secret-user-1", "secret-user-2", "secret-user-3");
    String messages =
        "{\"campaign_id\": \""
            + name
            + "-messages\", \"external_user_ids\":"
            + " [\"secret-user-1\", \"secret-user-2\"], \"user_aliases\": [{\"alias_name\":"
            + " \"secret-user-3\", \"alias_label\": \"l\"}], \"messages\": {\"email\": {}}}";
    say(name, client.post(braze + "/campaigns/trigger/send", campaign(name, users)));
    say(name, client.post(braze + "/messages/send?dry=no", messages));
    say(name, client.post(braze + "/canvas/trigger/send", canvas(name)));
    say(name, client.post(braze + "/transactional/v1/campaigns/" + name + "-t/send", recipient()));
    say(name, client.post(braze + "/campaigns/trigger/send", campaign("refused-" + name, users)));
    say(name, new Gateway(client, braze).send(name + "-own", users));

    say(name, client.post(braze + "/users/track", messages));
    say(name, client.post(braze + "/campaigns/trigger/schedule/create", campaign(name, users)));
    say(name, client.post(braze + "/sends/id/create", campaign(name, users)));
    say(name, client.post(braze.replace("127.0.0.1", "localhost") + "/messages/send", messages));
    try {
      say(name, client.post(nobody + "/campaigns/trigger/send", campaign(name + "-lost", users)));
    } catch (Exception e) {
      say(name, "nobody there");
    }
  }

  private static String campaign(String id, List<String> users) {
    StringBuilder recipients = new StringBuilder();
    for (String user : users) {
      recipients.append(recipients.length() == 0 ? "" : ",");
      recipients.append("{\"external_user_id\":\"").append(user).append("\"}");
    }
    return "{\"campaign_id\":\"" + id + "\",\"recipients\":[" + recipients + "]}";
  }

  private static String canvas(String name) {
    return "{\"canvas_id\":\"" + name + "-canvas\",\"broadcast\":true,\"audience\":{\"AND\":[]}}";
  }

  private static String recipient() {
    return "{\"recipient\":{\"external_user_id\":\"secret-user-1\"}}";
  }

  private static void say(String name, String answer) {
    System.out.println(name + ": " + answer);
  }
}
