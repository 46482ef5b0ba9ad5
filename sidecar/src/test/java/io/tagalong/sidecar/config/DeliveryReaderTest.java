package io.tagalong.sidecar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.deliver.HttpProxy;
import io.tagalong.sidecar.encode.DeliveryMode;
import io.tagalong.sidecar.encode.Encoding;
import io.tagalong.sidecar.encode.SketchDelivery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeliveryReaderTest {
  private static final String PASSWORD = "p4ssw0rd";

  private final Path folder;

  DeliveryReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void makesTheSpoolsFolderForItsOwnerOnly() throws Exception {
    Path spool = folder.resolve("a").resolve("spool");

    DeliverySettings settings =
        read("TAGALONG_SPOOL_DIR", spool.toString(), "TAGALONG_SKETCH_DELIVERY", "at_most_once");

    assertEquals(spool, settings.spool().orElseThrow().folder());
    assertEquals(DeliveryMode.AT_MOST_ONCE, settings.encoding().sketches().general());
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(spool)));
  }

  @Test
  void readsWhichMetricsAreDeliveredAtMostOnce() throws Exception {
    String rules =
        "[{\"match\": \"braze.*\", \"delivery\": \"at_most_once\"},"
            + " {\"match\": \"*.price\", \"delivery\": \"at_least_once\"}]";

    DeliverySettings settings = read("TAGALONG_SKETCH_DELIVERY_RULES", rules);

    assertEquals(
        List.of(DeliveryMode.AT_MOST_ONCE, DeliveryMode.AT_LEAST_ONCE, DeliveryMode.AT_MOST_ONCE),
        settings.encoding().sketches().rules().stream().map(rule -> rule.mode()).toList());
    assertTrue(
        settings.encoding().sketches().rules().get(0).name().matcher("braze.sent").matches());
    assertEquals(SketchDelivery.BUNDLED.get(0), settings.encoding().sketches().rules().get(2));
  }

  @ParameterizedTest
  @CsvSource({"zlib, ZLIB", "gzip, GZIP", "ZSTD, ZSTD"})
  void readsTheCompression(String word, Encoding encoding) throws Exception {
    DeliverySettings settings = read("TAGALONG_COMPRESSION", word);

    assertEquals(encoding, settings.encoding().compression());
  }

  @Test
  void namesTheCompressionsWhenOneIsUnknown() throws IOException {
    String problems = problems("TAGALONG_COMPRESSION", "zlibb");

    assertTrue(problems.contains("Allowed are zlib, gzip, zstd"), problems);
  }

  @Test
  void namesRuleWhoseDeliveryIsNoneOfTheTwo() throws IOException {
    String problems =
        problems(
            "TAGALONG_SKETCH_DELIVERY_RULES",
            "[{\"match\": \"braze.*\", \"delivery\": \"at_most_one\"}]");

    assertTrue(problems.contains("\"at_most_one\" cannot be used"), problems);
    assertTrue(problems.contains("at_most_once"), problems);
  }

  /** A file where the folder should be: a superuser, who runs some builds, may write anywhere. */
  @Test
  void refusesSpoolThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    String problems = problems("TAGALONG_SPOOL_DIR", file.resolve("spool").toString());

    assertTrue(problems.contains("nothing can be written to the folder"), problems);
    assertTrue(problems.contains("TAGALONG_SPOOL_DIR"), problems);
  }

  @Test
  void prefersTheAgentsNamesForProxiesToTheUsualOnes() throws Exception {
    DeliverySettings settings =
        read(
            "HTTPS_PROXY", "http://usual:1",
            "DD_PROXY_HTTPS", "http://u:a%40b@agents",
            "HTTP_PROXY", "http://plain:3128",
            "NO_PROXY", "a.example, .b.example c");

    assertEquals(
        Optional.of(new HttpProxy("agents", 80, Optional.of("u:a@b"))),
        settings.network().proxies().https());
    assertEquals(
        Optional.of(HttpProxy.of(URI.create("http://plain:3128"))),
        settings.network().proxies().http());
    assertEquals(List.of("a.example", ".b.example", "c"), settings.network().proxies().direct());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "u:" + PASSWORD + "@proxy:3128",
        "https://u:" + PASSWORD + "@proxy",
        "http://u:" + PASSWORD + "%@proxy",
        "socks5://u:" + PASSWORD + "@proxy:1080",
      })
  void refusesAddressThatIsNoProxysWithoutShowingThePassword(String address) {
    String problems = problems("DD_PROXY_HTTPS", address);

    assertTrue(problems.contains("DD_PROXY_HTTPS"), problems);
    assertFalse(problems.contains(PASSWORD), problems);
  }

  @Test
  void refusesCertificateWithoutItsKeyAndFilesThatAreNone() throws IOException {
    Path noCertificate = Files.writeString(folder.resolve("ca.pem"), "no certificate");

    String problems =
        problems(
            "TAGALONG_TLS_CA_FILE",
            noCertificate.toString(),
            "TAGALONG_TLS_CERTIFICATE_FILE",
            folder.resolve("absent").toString());

    assertTrue(problems.contains("a certificate needs its key"), problems);
    assertTrue(problems.contains("the files of TLS cannot be used"), problems);
  }

  private static DeliverySettings read(String... environment) throws InvalidSettingsException {
    return SettingsReader.read(map(environment), Map.of(), () -> "h").delivery();
  }

  private static String problems(String... environment) {
    return assertThrows(InvalidSettingsException.class, () -> read(environment))
        .problems()
        .toString();
  }

  private static Map<String, String> map(String... namesAndTexts) {
    Map<String, String> map = new HashMap<>(Map.of("TAGALONG_DRY_RUN", "true"));
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      map.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return map;
  }
}
