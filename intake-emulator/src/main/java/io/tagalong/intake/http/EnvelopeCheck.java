package io.tagalong.intake.http;

import com.sun.net.httpserver.Headers;
import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks what surrounds a body: who sends it, and whether a key stands where it leaks. */
final class EnvelopeCheck {
  private final AcceptedKeys keys;

  EnvelopeCheck(AcceptedKeys keys) {
    this.keys = keys;
  }

  void check(URI uri, Headers headers, Findings findings) throws Refusal {
    if (hasKey(uri.getQuery())) {
      findings.add(Rule.KEY_IN_QUERY, "send the key in the header DD-API-KEY only");
    }
    String userAgent = headers.getFirst("User-Agent");
    if (userAgent == null || userAgent.isBlank()) {
      findings.add(Rule.USER_AGENT_MISSING, "send User-Agent: <product>/<version>");
    }
    String key = headers.getFirst("DD-API-KEY");
    if (key == null || key.isEmpty()) {
      throw new Refusal(Rule.KEY_MISSING, "no header DD-API-KEY");
    }
    if (!keys.accept(key)) {
      throw new Refusal(Rule.KEY_UNKNOWN, "a key of " + key.length() + " characters");
    }
  }

  private static boolean hasKey(@Nullable String query) {
    return query != null
        && Arrays.stream(query.split("&", -1))
            .map(parameter -> parameter.toLowerCase(Locale.ROOT))
            .anyMatch(p -> p.startsWith("api_key=") || p.startsWith("application_key="));
  }
}
