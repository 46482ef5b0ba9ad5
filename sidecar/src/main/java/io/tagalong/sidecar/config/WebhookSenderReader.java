package io.tagalong.sidecar.config;

import io.tagalong.sidecar.webhook.Authentication;
import io.tagalong.sidecar.webhook.Authentication.Scheme;
import io.tagalong.sidecar.webhook.Authentication.Signature;
import io.tagalong.sidecar.webhook.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads who may send a webhook: how senders prove it, and by which secrets. */
final class WebhookSenderReader {
  private final Map<String, String> environment;

  /**
   * @param environment in which secrets stand
   */
  WebhookSenderReader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * How its senders prove who they are.
   *
   * @param own what the user says of the webhook
   * @param description of its senders, which may be the same
   */
  Authentication authentication(Part own, Part description) {
    Part open = own.field("open");
    Part keyHeader = description.field("key_header");
    Part signatures = description.field("signatures");
    if (!open.absent()) {
      if (!open.text().equals("true")) {
        open.problem("open is not true", "Leave it out, unless nobody needs to prove anything");
      }
      return new Authentication.Open();
    }
    if (!keyHeader.absent()) {
      return new Authentication.Key(keyHeader.text());
    }
    if (signatures.absent()) {
      description.problem(
          "it does not say how a sender proves who it is",
          "Add signatures or key_header, or open: true to let everybody in");
    }
    return new Authentication.Signed(
        signatures.fieldNames().stream()
            .map(header -> signature(header, signatures.field(header), description))
            .toList());
  }

  private static Signature signature(String header, Part word, Part description) {
    Scheme scheme = Words.oneOf(Scheme.values(), word);
    Part time = description.field("signed_at");
    if (scheme.isTimed() && time.absent()) {
      word.problem(
          word.place() + " signs a time, and it does not say which",
          "Add signed_at, the header with that time");
    }
    return new Signature(header, scheme, time.absent() ? "" : time.text());
  }

  /** The secrets that the user names; every sender but an open one needs one. */
  List<Secret> secrets(Part own, Authentication authentication) {
    List<Secret> secrets = new ArrayList<>();
    for (Part variable : own.field("secret_env").oneOrMore()) {
      String secret = environment.getOrDefault(variable.text(), "").strip();
      if (secret.isEmpty()) {
        variable.problem(
            "the environment variable " + variable.text() + " is not set", "Put the secret there");
      }
      secrets.add(new Secret.Fixed(secret));
    }
    for (Part file : own.field("secret_file").oneOrMore()) {
      Secret secret = new Secret.InFile(Path.of(file.text()));
      if (secret.bytes().isEmpty()) {
        file.problem("there is nothing to read in the file " + file.text(), "Put the secret there");
      }
      secrets.add(secret);
    }
    if (secrets.isEmpty() && !(authentication instanceof Authentication.Open)) {
      own.problem(
          "there is no secret to know the sender by",
          "Add secret_env or secret_file, or open: true to let everybody in");
    }
    return secrets;
  }
}
