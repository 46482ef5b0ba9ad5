package io.tagalong.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @Test
  void sendsToTheDefaultPortOfThisHostWhenNothingIsSet() throws Exception {
    Options options = Options.parse(null, Map.of());

    assertTrue(options.enabled());
    assertEquals("127.0.0.1", options.host());
    assertEquals(8125, options.port());
    assertFalse(options.includeNonProduction());
  }

  @Test
  void readsTheEnvironmentThatDatadogClientsRead() throws Exception {
    Options options =
        Options.parse("", Map.of("DD_AGENT_HOST", "10.0.0.7", "DD_DOGSTATSD_PORT", "9125"));

    assertEquals("10.0.0.7", options.host());
    assertEquals(9125, options.port());
  }

  @Test
  void prefersOptionsToTheEnvironment() throws Exception {
    Options options =
        Options.parse(
            "port=7125,include_non_production=true,enabled=false",
            Map.of("DD_DOGSTATSD_PORT", "9125"));

    assertEquals(7125, options.port());
    assertTrue(options.includeNonProduction());
    assertFalse(options.enabled());
  }

  @ParameterizedTest
  @CsvSource({
    "garbage, option 'garbage' is not key=value",
    "prot=1, unknown option 'prot'",
    "port=x, option port is 'x'; it must be a number from 1 to 65535",
    "port=70000, option port is '70000'",
    "enabled=maybe, option enabled is 'maybe'; it can be true or false",
    "host=, option host is empty",
  })
  void saysWhatIsWrongAndWhatIsAllowed(String text, String message) {
    InvalidOptionException e =
        assertThrows(InvalidOptionException.class, () -> Options.parse(text, Map.of()));

    assertTrue(String.valueOf(e.getMessage()).startsWith(message), e.getMessage());
  }

  @Test
  void namesTheVariableWhenTheEnvironmentIsWrong() {
    InvalidOptionException e =
        assertThrows(
            InvalidOptionException.class,
            () -> Options.parse(null, Map.of("DD_DOGSTATSD_PORT", "many")));

    assertTrue(String.valueOf(e.getMessage()).startsWith("DD_DOGSTATSD_PORT"), e.getMessage());
  }
}
