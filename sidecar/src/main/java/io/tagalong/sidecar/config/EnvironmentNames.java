package io.tagalong.sidecar.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells a mistyped {@code TAGALONG_} variable from the ones that are none of the sidecar's
 * business: the agent's, which stand in the same pod's environment, and those that Kubernetes
 * injects for a Service whose name begins with {@code tagalong}.
 */
final class EnvironmentNames {

  private static final String PREFIX = "TAGALONG_";
  private static final Pattern AGENT = Pattern.compile("TAGALONG_(ENABLED|AGENT_.*)");

  /** {@code tagalong-x} gives {@code TAGALONG_X_SERVICE_HOST}, {@code TAGALONG_X_PORT_8125_UDP}. */
  private static final Pattern KUBERNETES =
      Pattern.compile(
          "TAGALONG(_[A-Z0-9_]+)?_"
              + "(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
              + "|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

  private EnvironmentNames() {}

  /** One problem for each variable that looks like ours and means nothing. */
  static List<Problem> problems(Collection<String> names) {
    List<String> known =
        Arrays.stream(Setting.values())
            .flatMap(setting -> setting.variables().stream())
            .filter(name -> name.startsWith(PREFIX))
            .toList();
    return names.stream()
        .filter(name -> name.startsWith(PREFIX) && !known.contains(name) && !isForeign(name))
        .sorted()
        .map(name -> unknown(name, known))
        .toList();
  }

  private static boolean isForeign(String name) {
    return AGENT.matcher(name).matches() || KUBERNETES.matcher(name).matches();
  }

  private static Problem unknown(String name, List<String> known) {
    return new Problem(
        "environment variable " + name,
        "there is no such setting",
        "Known are " + String.join(", ", known),
        NearestWord.to(name, known));
  }
}
