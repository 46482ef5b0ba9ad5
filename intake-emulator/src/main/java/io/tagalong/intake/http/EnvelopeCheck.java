package io.tagalong.intake.http;

import io.tagalong.intake.net.Headers;
import io.tagalong.intake.net.RequestHead;
import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks what surrounds a body: who sends it, and whether a key stands where it leaks. */
final class EnvelopeCheck {
  private final AcceptedKeys keys;

  EnvelopeCheck(AcceptedKeys keys) {
    this.keys = keys;
  }

  void check(IntakeRoute route, RequestHead head, Findings findings) throws Refusal {
    Headers headers = head.headers();
    if (hasKey(head.query())) {
      findings.add(Rule.KEY_IN_QUERY, "send the key in the header DD-API-KEY only");
    }
    if (headers.first("User-Agent").orElse("").isBlank()) {
      findings.add(Rule.USER_AGENT_MISSING, "send User-Agent: <product>/<version>");
    }
    String key = headers.first("DD-API-KEY").orElse("");
    if (key.isEmpty()) {
      Rule rule = route == IntakeRoute.LOGS ? Rule.KEY_MISSING_FOR_LOGS : Rule.KEY_MISSING;
      throw new Refusal(rule, "no header DD-API-KEY");
    }
    if (!keys.accept(key)) {
      throw new Refusal(Rule.KEY_UNKNOWN, "a key of " + key.length() + " characters");
    }
    if (route == IntakeRoute.DASHBOARDS
        && headers.first("DD-APPLICATION-KEY").orElse("").isEmpty()) {
      throw new Refusal(Rule.APPLICATION_KEY_MISSING, "no header DD-APPLICATION-KEY");
    }
  }

  private static boolean hasKey(@Nullable String query) {
    return query != null
        && Arrays.stream(query.split("&", -1))
            .map(parameter -> parameter.toLowerCase(Locale.ROOT))
            .anyMatch(p -> p.startsWith("api_key=") || p.startsWith("application_key="));
  }
}
