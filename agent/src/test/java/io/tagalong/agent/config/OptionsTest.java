package io.tagalong.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @Test
  void sendsToTheDefaultPortOfThisHostWhenNothingIsSet() throws Exception {
    Options options = parse(null, Map.of());

    assertTrue(options.enabled());
    assertEquals("127.0.0.1", options.host());
    assertEquals(8125, options.port());
    assertFalse(options.includeNonProduction());
  }

  @Test
  void readsTheEnvironmentThatDatadogClientsRead() throws Exception {
    Options options = parse("", Map.of("DD_AGENT_HOST", "10.0.0.7", "DD_DOGSTATSD_PORT", "9125"));

    assertEquals("10.0.0.7", options.host());
    assertEquals(9125, options.port());
  }

  @Test
  void prefersOptionsToTheEnvironment() throws Exception {
    Options options =
        parse(
            "port=7125,include_non_production=true,enabled=false",
            Map.of("DD_DOGSTATSD_PORT", "9125"));

    assertEquals(7125, options.port());
    assertTrue(options.includeNonProduction());
    assertFalse(options.enabled());
  }

  @Test
  void staysOffWhereverTheKillSwitchIsThrown() throws Exception {
    Properties off = new Properties();
    off.setProperty("tagalong.enabled", "FALSE");

    assertFalse(parse("enabled=true", Map.of("TAGALONG_ENABLED", "false")).enabled());
    assertFalse(Options.parse("enabled=true", off, Map.of()).enabled());
    assertTrue(parse("enabled=true", Map.of()).enabled());
  }

  @Test
  void takesTheCommasOfAListThatIsAnOption() throws Exception {
    Options options = parse("tags=team:a,zone:b,port=7125,packs=braze,sentry", Map.of());

    assertEquals(List.of("team:a", "zone:b"), options.constantTags());
    assertEquals(7125, options.port());
    assertEquals(List.of("braze", "sentry"), options.packs());
  }

  @ParameterizedTest
  @CsvSource({
    "garbage, option 'garbage' is not key=value",
    "prot=1, unknown option 'prot'",
    "port=x, option port is 'x'; a port is a number from 1 to 65535",
    "port=70000, option port is '70000'",
    "enabled=maybe, option enabled is 'maybe'; it can be true or false",
    "statsig_count=events, option statsig_count is 'events'; it can be calls or exposures",
    "host=, option host is empty",
    "llm_all=yes, option llm_all is 'yes'; it can be true or false",
    "llm_logs=here, option llm_logs is 'here'; it can be off or an address",
    "llm_logs=ftp://here/, option llm_logs is 'ftp://here/'; it can be off or an address",
  })
  void saysWhatIsWrongAndWhatIsAllowed(String text, String message) {
    InvalidOptionException e =
        assertThrows(InvalidOptionException.class, () -> parse(text, Map.of()));

    assertTrue(String.valueOf(e.getMessage()).startsWith(message), e.getMessage());
  }

  @Test
  void namesTheVariableWhenTheEnvironmentIsWrong() {
    InvalidOptionException e =
        assertThrows(
            InvalidOptionException.class, () -> parse(null, Map.of("DD_DOGSTATSD_PORT", "many")));

    assertTrue(String.valueOf(e.getMessage()).startsWith("DD_DOGSTATSD_PORT"), e.getMessage());
  }

  @Test
  void prefersSystemPropertiesToTheEnvironmentAndOptionsToBoth() throws Exception {
    Properties properties = new Properties();
    properties.setProperty("tagalong.port", "7001");
    Map<String, String> environment = Map.of("DD_DOGSTATSD_PORT", "7002");

    assertEquals(7001, Options.parse(null, properties, environment).port());
    assertEquals(7003, Options.parse("port=7003", properties, environment).port());
  }

  @Test
  void readsTheUrlInsteadOfHostAndPortUnlessTheseComeFromAStrongerPlace() throws Exception {
    Map<String, String> environment =
        Map.of("DD_DOGSTATSD_URL", "udp://[::1]:9125", "DD_AGENT_HOST", "10.0.0.7");

    Options fromUrl = parse(null, environment);
    Options stronger = parse("host=10.0.0.8", environment);

    assertEquals("::1:9125", fromUrl.host() + ":" + fromUrl.port());
    assertEquals("10.0.0.8:8125", stronger.host() + ":" + stronger.port());
  }

  @ParameterizedTest
  @CsvSource({
    "udp://10.0.0.7:9125, 10.0.0.7 9125",
    "UDP://10.0.0.7:9125/, 10.0.0.7 9125",
    "udp://sidecar, sidecar 8125",
    "udp://sidecar/, sidecar 8125",
    "udp://[::1], ::1 8125",
    "udp://[fe80::1]:9125/, fe80::1 9125",
  })
  void readsEveryFormOfTheUrl(String url, String hostAndPort) throws Exception {
    Options options = parse(null, Map.of("DD_DOGSTATSD_URL", url, "DD_DOGSTATSD_PORT", "7125"));

    assertEquals(hostAndPort, options.host() + ' ' + options.port());
  }

  @ParameterizedTest
  @CsvSource({
    "udp://, it must be udp://host:port",
    "udp:///, it must be udp://host:port",
    "udp://:8125, it must be udp://host:port",
    "udp://[:8125, it must be udp://host:port",
    "udp://[]:8125, it must be udp://host:port",
    "udp://[::1]8125, it must be udp://host:port",
    "udp://::1, it must be udp://host:port",
    "udp://sidecar/8125, it must be udp://host:port",
    "udp://sidecar:, a port is a number from 1 to 65535",
    "udp://fe80::1, a port is a number from 1 to 65535",
    "unix:///var/run/dsd.socket, the agent speaks UDP only: give udp://host:port",
    "sidecar:8125, the agent speaks UDP only: give udp://host:port",
  })
  void saysWhatIsWrongWithTheUrl(String url, String message) {
    InvalidOptionException e =
        assertThrows(
            InvalidOptionException.class, () -> parse(null, Map.of("DD_DOGSTATSD_URL", url)));

    String start = "DD_DOGSTATSD_URL is '" + url + "'; " + message;
    assertTrue(String.valueOf(e.getMessage()).startsWith(start), e.getMessage());
  }

  @Test
  void takesLineBreaksAroundASettingAndBetweenTagsForBlanks() throws Exception {
    Options options =
        parse(
            "host=sidecar\n,env=\tprod\n",
            Map.of("DD_DOGSTATSD_PORT", "9125\r\n", "DD_TAGS", "team:a\nzone:b\t|c\n"));

    assertEquals("sidecar 9125", options.host() + ' ' + options.port());
    assertEquals(List.of("team:a", "zone:b", "_c", "env:prod"), options.constantTags());
  }

  /** It sends what it finds in the environment as it is. */
  @ParameterizedTest
  @ValueSource(strings = {"DD_ENV", "DD_SERVICE", "DD_VERSION", "DD_ENTITY_ID"})
  void refusesWhatTheClientWouldBreakMessagesWith(String variable) {
    for (String text : List.of("prod\n", "pr\nod", "pr\u0007od", "pr|od")) {
      InvalidOptionException e =
          assertThrows(
              InvalidOptionException.class, () -> parse("env=x", Map.of(variable, text)), text);

      String message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith(variable + " is 'pr"), message);
      assertTrue(message.chars().noneMatch(Character::isISOControl), message);
    }
  }

  @Test
  void refusesALineBreakWithinASettingThatIsNoList() {
    assertThrows(InvalidOptionException.class, () -> parse("llm_prefix=a\nb", Map.of()));
    assertThrows(InvalidOptionException.class, () -> parse("env=a\nb", Map.of()));
  }

  @Test
  void ignoresCommasBehindWhichThereIsNothing() throws Exception {
    Options options = parse(",port=7125,,tags=team:a,", Map.of());

    assertEquals(7125, options.port());
    assertEquals(List.of("team:a"), options.constantTags());
  }

  @Test
  void makesTagsOfWhatTheClientDoesNotTakeFromTheEnvironment() throws Exception {
    Options options =
        parse(
            "env=prod,version=1.2,entity_id=pod-1",
            Map.of("DD_SERVICE", "shop", "DD_TAGS", "team:a, zone:b"));

    assertEquals(
        List.of("team:a", "zone:b", "env:prod", "version:1.2", "dd.internal.entity_id:pod-1"),
        options.constantTags());
  }

  @Test
  void leavesATagToTheEnvironmentWhenAnOptionNamesItToo() throws Exception {
    Options options = parse("env=prod", Map.of("DD_ENV", "staging"));

    assertEquals(List.of(), options.constantTags());
    assertTrue(options.describe().contains("staging"), options.describe());
  }

  @ParameterizedTest
  @CsvSource({
    "host=10.0.0.7, http://10.0.0.7:8127/api/v2/logs",
    "host=::1, http://[::1]:8127/api/v2/logs",
    "llm_logs=https://logs.example/api/v2/logs, https://logs.example/api/v2/logs",
    "llm_logs=off, ",
  })
  void sendsLogsBesideTheMetricsUnlessToldWhereElse(String text, @Nullable String address)
      throws Exception {
    URI logs = parse(text, Map.of()).llmLogs();

    assertEquals(address, logs == null ? null : logs.toString());
  }

  @Test
  void readsSeveralGateways() throws Exception {
    Options options = parse("llm_gateways=one.example two.example:81", Map.of());

    assertEquals(List.of("one.example", "two.example:81"), options.llmGateways());
    assertEquals("prism.gateway", options.llmPrefix());
  }

  @Test
  void describesEverySettingWithItsOrigin() throws Exception {
    String text = parse("port=7003", Map.of("DD_ENV", "prod")).describe();

    assertTrue(text.contains("option port"), text);
    assertTrue(text.contains("DD_ENV"), text);
    assertEquals(Setting.values().length + 1, text.lines().count());
    assertTrue(text.contains("llm_latency_distribution  false"), text);
    assertTrue(
        text.endsWith(
            "sends to 127.0.0.1:7003, logs of LLM calls to http://127.0.0.1:8127/api/v2/logs"
                + System.lineSeparator()),
        text);
  }

  @Test
  void describesValuesOfAnyLengthInColumns() throws Exception {
    String service = "x".repeat(60);

    String text = parse("service=" + service + ",llm_logs=off", Map.of()).describe();

    assertTrue(text.contains(service + "  option service"), text);
    assertTrue(text.contains("logs of LLM calls to nowhere"), text);
  }

  private static Options parse(@Nullable String text, Map<String, String> environment)
      throws InvalidOptionException {
    return Options.parse(text, new Properties(), environment);
  }
}
