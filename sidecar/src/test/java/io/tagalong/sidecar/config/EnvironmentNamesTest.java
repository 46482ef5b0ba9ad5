package io.tagalong.sidecar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables that begin like ours: mistyped ones, and those of others. */
final class EnvironmentNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "TAGALONG_ENABLED",
        "TAGALONG_AGENT_RULES",
        "TAGALONG_SERVICE_HOST",
        "TAGALONG_SERVICE_PORT",
        "TAGALONG_SERVICE_PORT_DOGSTATSD",
        "TAGALONG_PORT",
        "TAGALONG_PORT_8125_UDP",
        "TAGALONG_PORT_8125_UDP_PROTO",
        "TAGALONG_SIDECAR_SERVICE_HOST",
        "TAGALONG_SIDECAR_PORT_8126_TCP_ADDR"
      })
  void ignoresVariableThatBelongsToTheAgentOrToKubernetes(String name) {
    assertEquals(List.of(), EnvironmentNames.problems(List.of(name)));
  }

  @ParameterizedTest
  @CsvSource({
    "TAGALONG_QUEUE_BITES, TAGALONG_QUEUE_BYTES",
    "TAGALONG_DRYRUN, TAGALONG_DRY_RUN",
    "TAGALONG_MAX_CONTEXT, TAGALONG_MAX_CONTEXTS"
  })
  void refusesUnknownVariableWithNearestName(String name, String nearest) {
    List<Problem> problems = EnvironmentNames.problems(List.of(name));

    assertEquals(List.of(nearest), problems.stream().flatMap(p -> p.nearest().stream()).toList());
  }
}
