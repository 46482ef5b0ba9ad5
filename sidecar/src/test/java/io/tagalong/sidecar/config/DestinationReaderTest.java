package io.tagalong.sidecar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.deliver.Endpoint;
import io.tagalong.sidecar.deliver.IntakeHosts;
import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.KeyUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationReaderTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String SECOND = "fedcba9876543210fedcba9876543210";

  private final Path folder;

  DestinationReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void addsAnEndpointForEachFurtherKey() throws InvalidSettingsException {
    List<Endpoint> endpoints =
        endpoints(
            "DD_API_KEY",
            KEY,
            "DD_ADDITIONAL_ENDPOINTS",
            "{\"https://app.datadoghq.eu\":[\"%s\",\"%s\"],\"http://stand-in:8080/\":[\"%s\"]}"
                .formatted(KEY, SECOND, SECOND));

    assertEquals(
        List.of(
            "api.datadoghq.com", "api.datadoghq.eu", "api.datadoghq.eu (key 2)", "stand-in:8080"),
        endpoints.stream().map(Endpoint::name).toList());
    assertEquals(new ApiKey(SECOND), endpoints.get(2).key());
    assertEquals(IntakeHosts.single(URI.create("http://stand-in:8080")), endpoints.get(3).hosts());
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.us5.datadoghq.com, us5.datadoghq.com",
    "https://api.ap2.datadoghq.com, ap2.datadoghq.com",
    "https://7-50-0-app.agent.datadoghq.eu, datadoghq.eu",
    "https://ddog-gov.com, ddog-gov.com",
  })
  void knowsTheSiteOfAnAddressAsUsersAndTheAgentWriteIt(String address, String site)
      throws InvalidSettingsException {
    List<Endpoint> endpoints =
        endpoints(
            "DD_API_KEY",
            KEY,
            "DD_ADDITIONAL_ENDPOINTS",
            "{\"%s\":[\"%s\"]}".formatted(address, SECOND));

    assertEquals(IntakeHosts.ofSite(site), endpoints.get(1).hosts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"https://h\":[\"" + SECOND + "\"",
        "{\"https://h\":" + SECOND + "}",
        "{\"https://h\":\"" + SECOND + "\"}",
        "[\"" + SECOND + "\"]",
        "{\"https://u:" + SECOND + "@h\":[\"" + SECOND + "\"]}",
        "{\"ftp://h\":[\"" + SECOND + "\"]}",
        "{\"https://h\":[\"" + SECOND + "0\"]}",
      })
  void refusesMalformedEndpointsWithoutShowingAKey(String given) {
    String problems = problems("DD_API_KEY", KEY, "DD_ADDITIONAL_ENDPOINTS", given);

    assertTrue(problems.contains("DD_ADDITIONAL_ENDPOINTS"), problems);
    assertFalse(problems.contains(SECOND.substring(0, 8)), problems);
  }

  @Test
  void leavesOutAnEndpointThatIsThereAlreadyAndSaysSo() throws InvalidSettingsException {
    LoadedSettings loaded =
        load(
            "DD_API_KEY",
            KEY,
            "DD_ADDITIONAL_ENDPOINTS",
            "{\"https://app.datadoghq.com\":[\"%s\",\"%s\"],\"http://localhost/\":[\"%s\",\"%s\"]}"
                .formatted(KEY, SECOND, KEY, KEY));

    assertEquals(
        List.of("api.datadoghq.com", "api.datadoghq.com (key 2)", "localhost"),
        endpoints(loaded).stream().map(Endpoint::name).toList());
    assertEquals(2, loaded.warnings().size(), loaded.warnings().toString());
    assertTrue(
        loaded.warnings().get(0).startsWith("environment variable DD_ADDITIONAL_ENDPOINTS "),
        loaded.warnings().toString());
    assertTrue(
        loaded.warnings().get(0).contains("api.datadoghq.com has this key already"),
        loaded.warnings().toString());
    assertFalse(loaded.warnings().toString().contains(KEY), loaded.warnings().toString());
  }

  @Test
  void givesEveryEndpointANameOfItsOwn() throws InvalidSettingsException {
    List<Endpoint> endpoints =
        endpoints(
            "DD_API_KEY",
            KEY,
            "DD_ADDITIONAL_ENDPOINTS",
            "{\"https://p/a\":[\"%1$s\"],\"https://p/b\":[\"%1$s\"],\"http://p\":[\"%1$s\"]}"
                .formatted(KEY));

    assertEquals(
        List.of("api.datadoghq.com", "p", "p (key 2)", "p (key 3)"),
        endpoints.stream().map(Endpoint::name).toList());
  }

  /** Else the account behind the second key would get what the first one has waiting. */
  @Test
  void keepsTheSpoolFolderOfAKeyWhenTheOneBeforeItGoes() throws InvalidSettingsException {
    String both = "{\"https://p\":[\"%s\",\"%s\"]}".formatted(KEY, SECOND);
    String one = "{\"https://p\":[\"%s\"]}".formatted(SECOND);

    List<Endpoint> before = endpoints("DD_API_KEY", KEY, "DD_ADDITIONAL_ENDPOINTS", both);
    List<Endpoint> after = endpoints("DD_API_KEY", KEY, "DD_ADDITIONAL_ENDPOINTS", one);

    assertEquals(before.get(2).spoolFolder(), after.get(1).spoolFolder());
    assertEquals(3, before.stream().map(Endpoint::spoolFolder).distinct().count());
  }

  @Test
  void keepsTheSpoolFolderWhenTheKeyIsReplaced() throws Exception {
    String further = "{\"https://p\":[\"ENC[dd]\"]}";
    List<Endpoint> before =
        endpoints("DD_API_KEY", KEY, "DD_ADDITIONAL_ENDPOINTS", further, backend(), answering(KEY));
    List<Endpoint> after =
        endpoints(
            "DD_API_KEY", SECOND, "DD_ADDITIONAL_ENDPOINTS", further, backend(), answering(SECOND));

    assertEquals(
        before.stream().map(Endpoint::spoolFolder).toList(),
        after.stream().map(Endpoint::spoolFolder).toList());
  }

  @Test
  void knowsTheSiteOfTheMainAddressToo() throws InvalidSettingsException {
    List<Endpoint> endpoints =
        endpoints("DD_API_KEY", KEY, "DD_DD_URL", "https://app.datadoghq.eu");

    assertEquals(IntakeHosts.ofSite("datadoghq.eu"), endpoints.get(0).hosts());
  }

  @ParameterizedTest
  @CsvSource({
    "http://stand-in:8080, true",
    "http://127.example.com, true",
    "http://10.0.0.1, true",
    "https://stand-in, false",
    "http://localhost:8080, false",
    "http://127.0.0.1, false",
    "http://[::1]:80, false",
  })
  void warnsWhenTheKeyCrossesTheNetworkInPlainText(String address, boolean warned)
      throws InvalidSettingsException {
    List<String> warnings = load("DD_API_KEY", KEY, "DD_DD_URL", address).warnings();

    assertEquals(warned ? 1 : 0, warnings.size(), warnings.toString());
    assertEquals(
        warned,
        warnings.toString().contains("environment variable DD_DD_URL: the API key and all data"),
        warnings.toString());
  }

  @Test
  void refusesMoreEndpointsThanTheQueueHasRoomFor() {
    String keys =
        IntStream.range(0, 10)
            .mapToObj(i -> "\"%032x\"".formatted(i))
            .collect(Collectors.joining(","));

    String problems =
        problems("DD_API_KEY", KEY, "DD_ADDITIONAL_ENDPOINTS", "{\"https://h\":[" + keys + "]}");

    assertTrue(problems.contains("15728640 are too few for 11 endpoints"), problems);
  }

  @Test
  void readsTheKeyFromItsFileAgainWhenThatChanges() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), KEY + "\n");
    Endpoint endpoint = endpoints("DD_API_KEY_FILE", file.toString()).get(0);

    boolean before = endpoint.source().looksChanged();
    Files.writeString(file, SECOND);

    assertEquals(new ApiKey(KEY), endpoint.key());
    assertFalse(before);
    assertTrue(endpoint.source().looksChanged());
    assertEquals(new ApiKey(SECOND), endpoint.source().read());
    assertFalse(endpoint.source().looksChanged());
  }

  @Test
  void refusesFileThatHoldsNoKeyWithoutShowingIt() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), SECOND + SECOND);

    String problems = problems("DD_API_KEY_FILE", file.toString());

    assertTrue(problems.contains("holds no Datadog API key (64 characters, not shown)"), problems);
    assertFalse(problems.contains(SECOND), problems);
  }

  @Test
  void refusesFileThatIsAbsentAndAnyOtherProblemWithIt() {
    String problems =
        problems("DD_API_KEY_FILE", folder.resolve("absent").toString(), "DD_SITE", "us9");

    assertTrue(problems.contains("absent cannot be read"), problems);
    assertTrue(problems.contains("\"us9\" is not a Datadog site"), problems);
  }

  @Test
  void refusesKeyAndFileAtTheSameTime() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), KEY);

    String problems = problems("DD_API_KEY", KEY, "DD_API_KEY_FILE", file.toString());

    assertTrue(problems.contains("Set one of the two"), problems);
  }

  @Test
  void asksTheProgramForTheKeyBehindAHandle() throws Exception {
    Path program =
        program(
            "read question; test \"$question\" = '{\"version\":\"1.0\",\"secrets\":[\"dd\"]}'"
                + " -a \"$1\" = -x || exit 9; echo '{\"dd\":{\"value\":\""
                + SECOND
                + "\",\"error\":null}}'");

    List<Endpoint> endpoints =
        endpoints(
            "DD_API_KEY",
            "ENC[dd]",
            "DD_SECRET_BACKEND_COMMAND",
            program.toString(),
            "DD_SECRET_BACKEND_ARGUMENTS",
            "-x");

    assertEquals(new ApiKey(SECOND), endpoints.get(0).key());
    assertEquals(new ApiKey(SECOND), endpoints.get(0).source().read());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 3",
        "echo " + SECOND,
        "echo '{\"dd\":{\"value\":null,\"error\":\"" + SECOND + "\"}}'",
        "echo '{\"other\":{\"value\":\"" + SECOND + "\"}}'",
        "echo '" + SECOND + "' >&2; exit 1",
      })
  void refusesProgramWithoutAKeyAndShowsNothingItWrites(String script) throws IOException {
    Path program = program(script);

    String problems =
        problems("DD_API_KEY", "ENC[dd]", "DD_SECRET_BACKEND_COMMAND", program.toString());

    assertTrue(problems.contains("program"), problems);
    assertFalse(problems.contains(SECOND), problems);
  }

  @Test
  void refusesHandleWhenThereIsNoProgram() {
    String problems = problems("DD_API_KEY", "ENC[dd]");

    assertTrue(problems.contains("Set DD_SECRET_BACKEND_COMMAND"), problems);
  }

  @Test
  void saysWhyWhenTheProgramCannotBeStarted() {
    KeyUnavailableException unavailable =
        assertThrows(
            KeyUnavailableException.class,
            () -> new KeyCommand(folder.resolve("absent").toString(), List.of(), "dd").read());

    assertTrue(unavailable.reason().contains("cannot be started"), unavailable.reason());
  }

  private static String backend() {
    return "DD_SECRET_BACKEND_COMMAND";
  }

  /** The path of a program that knows the key behind the handle {@code dd}. */
  private String answering(String key) throws IOException {
    return program("cat > /dev/null; echo '{\"dd\":{\"value\":\"" + key + "\"}}'").toString();
  }

  private Path program(String script) throws IOException {
    Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private static List<Endpoint> endpoints(String... environment) throws InvalidSettingsException {
    return endpoints(load(environment));
  }

  private static List<Endpoint> endpoints(LoadedSettings loaded) {
    return ((Destination.Intakes) loaded.settings().destination()).endpoints();
  }

  private static LoadedSettings load(String... environment) throws InvalidSettingsException {
    return new SettingsSource(map(environment), Map.of(), () -> "h").load();
  }

  private static String problems(String... environment) {
    return assertThrows(
            InvalidSettingsException.class,
            () -> SettingsReader.read(map(environment), Map.of(), () -> "h"))
        .problems()
        .toString();
  }

  private static Map<String, String> map(String... namesAndTexts) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      map.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return map;
  }
}
