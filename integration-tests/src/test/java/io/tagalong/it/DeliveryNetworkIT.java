package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.proxy.ConnectProxy;
import io.tagalong.intake.tls.Credentials;
import io.tagalong.intake.tls.TlsProfile;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.SidecarProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way to the intake: certificates, and a proxy with a login. */
class DeliveryNetworkIT {
  private static final String PASSWORD = "p4ss:w0rd@";

  @ParameterizedTest
  @EnumSource(names = {"GOOD", "CLIENT_CERTIFICATE"})
  void deliversToAnIntakeThatItTrusts(TlsProfile profile) throws Exception {
    try (IntakeEmulator intake = start(profile)) {
      JavaProcess.Result ended = deliver(intake, environment(intake));

      assertEquals(3, intake.metrics().total("orders"), ended.err());
      assertEquals("", ended.err());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "WRONG_HOST", "SELF_SIGNED", "TLS_1_1"})
  void sendsNothingToAnIntakeThatItCannotTrust(TlsProfile profile) throws Exception {
    try (IntakeEmulator intake = start(profile)) {
      JavaProcess.Result ended = deliver(intake, environment(intake), "items.dropped.shutdown");

      assertEquals(List.of(), intake.requests());
      assertTrue(ended.err().contains("Delivery of series to"), ended.err());
      assertTrue(ended.err().contains("Stopped: dropped"), ended.err());
    }
  }

  @Test
  void sendsNothingWithoutTheCertificateThatTheIntakeAsksFor() throws Exception {
    try (IntakeEmulator intake = start(TlsProfile.CLIENT_CERTIFICATE)) {
      Map<String, String> environment = environment(intake);
      environment.remove("TAGALONG_TLS_CERTIFICATE_FILE");
      environment.remove("TAGALONG_TLS_KEY_FILE");

      JavaProcess.Result ended = deliver(intake, environment, "items.dropped.shutdown");

      assertEquals(List.of(), intake.requests());
      assertTrue(ended.err().contains("Delivery of series to"), ended.err());
    }
  }

  @Test
  void reachesTheIntakeThroughAProxyWithALogin() throws Exception {
    try (IntakeEmulator intake = start(TlsProfile.GOOD);
        ConnectProxy proxy = ConnectProxy.withLogin("user", PASSWORD)) {
      Map<String, String> environment = environment(intake);
      environment.put(
          "DD_PROXY_HTTPS", proxy.uri().toString().replace("//", "//user:p4ss%3Aw0rd%40@"));

      JavaProcess.Result ended = deliver(intake, environment);

      assertEquals(3, intake.metrics().total("orders"), ended.err());
      assertTrue(proxy.tunnels() > 0, "it went through the proxy");
      assertEquals(0, proxy.refusals());
    }
  }

  @Test
  void saysThatTheProxyRefusesTheLoginAndNotWhich() throws Exception {
    try (IntakeEmulator intake = start(TlsProfile.GOOD);
        ConnectProxy proxy = ConnectProxy.withLogin("user", PASSWORD)) {
      Map<String, String> environment = environment(intake);
      environment.put("DD_PROXY_HTTPS", proxy.uri().toString().replace("//", "//user:wr0ng@"));

      JavaProcess.Result ended = deliver(intake, environment, "items.dropped.shutdown");

      assertEquals(List.of(), intake.requests());
      assertTrue(ended.err().contains("407"), ended.err());
      assertFalse(ended.err().contains("wr0ng"), ended.err());
    }
  }

  private static IntakeEmulator start(TlsProfile profile) throws Exception {
    return IntakeEmulator.start(EmulatorSettings.defaults().withTls(profile));
  }

  private static Map<String, String> environment(IntakeEmulator intake) {
    Credentials credentials = intake.credentials().orElseThrow();
    Map<String, String> environment = new HashMap<>();
    environment.put("DD_API_KEY", SidecarProcess.API_KEY);
    environment.put("TAGALONG_TLS_CA_FILE", credentials.caFile().toString());
    environment.put(
        "TAGALONG_TLS_CERTIFICATE_FILE", credentials.clientCertificateFile().toString());
    environment.put("TAGALONG_TLS_KEY_FILE", credentials.clientKeyFile().toString());
    return environment;
  }

  private static JavaProcess.Result deliver(
      IntakeEmulator intake, Map<String, String> environment, String... expectedLosses)
      throws Exception {
    try (SidecarProcess sidecar =
        SidecarProcess.start(intake, environment).expectingLosses(expectedLosses)) {
      sidecar.send("orders:3|c");
      JavaProcess.Result ended = sidecar.terminate();
      assertEquals(0, ended.status(), ended.err());
      assertFalse(ended.err().contains(SidecarProcess.API_KEY), "a key is never printed");
      return ended;
    }
  }
}
