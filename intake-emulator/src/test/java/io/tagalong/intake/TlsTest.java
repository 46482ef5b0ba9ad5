package io.tagalong.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.tls.Credentials;
import io.tagalong.intake.tls.TlsProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that trusts the emulator's authority, and nothing else, against every profile. */
final class TlsTest {
  private static final Call VALIDATE = Call.get("/api/v1/validate");

  @Test
  void servesClientThatTrustsTheAuthority() throws Exception {
    try (IntakeEmulator emulator = start(TlsProfile.GOOD)) {
      assertEquals(200, status(emulator, trusting(emulator)));
      assertEquals(List.of(), emulator.violations());
    }
  }

  @Test
  void isRefusedByClientThatTrustsOthers() throws Exception {
    try (IntakeEmulator emulator = start(TlsProfile.GOOD)) {
      SSLContext others = SSLContext.getDefault();

      assertThrows(SSLHandshakeException.class, () -> status(emulator, others));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TlsProfile.class,
      names = {"EXPIRED", "WRONG_HOST", "SELF_SIGNED", "TLS_1_1"})
  void isRefusedByClientWhenProfileIsBad(TlsProfile profile) throws Exception {
    try (IntakeEmulator emulator = start(profile)) {
      SSLContext trusting = trusting(emulator);

      IOException refusal =
          assertThrows(SSLHandshakeException.class, () -> status(emulator, trusting));

      assertTrue(reason(refusal).contains(hint(profile)), reason(refusal));
      assertEquals(List.of(), emulator.held().requests());
    }
  }

  @Test
  void servesOnlyClientWithCertificateWhenItMustShowOne() throws Exception {
    try (IntakeEmulator emulator = start(TlsProfile.CLIENT_CERTIFICATE)) {
      SSLContext withCertificate = emulator.credentials().orElseThrow().clientContext();
      SSLContext without = trusting(emulator);

      assertThrows(IOException.class, () -> status(emulator, without));
      assertEquals(200, status(emulator, withCertificate));
    }
  }

  @Test
  void failsHandshakesAsScripted() throws Exception {
    try (IntakeEmulator emulator = start(TlsProfile.GOOD)) {
      SSLContext trusting = trusting(emulator);
      emulator.faults().failHandshakes(1);

      assertThrows(IOException.class, () -> status(emulator, trusting));
      assertEquals(200, status(emulator, trusting));
    }
  }

  @Test
  void leavesNoFileBehind() throws Exception {
    Path folder;
    try (IntakeEmulator emulator = start(TlsProfile.GOOD)) {
      Credentials credentials = emulator.credentials().orElseThrow();
      folder = credentials.caFile().getParent();
      assertTrue(Files.readString(credentials.clientKeyFile()).contains("PRIVATE KEY"));
    }
    assertFalse(Files.exists(folder));
  }

  private static String hint(TlsProfile profile) {
    return switch (profile) {
      case EXPIRED -> "NotAfter";
      case WRONG_HOST -> "No subject alternative names";
      case SELF_SIGNED -> "unable to find valid certification path";
      case TLS_1_1 -> "TLS";
      case PLAIN, GOOD, CLIENT_CERTIFICATE -> throw new IllegalArgumentException(profile.name());
    };
  }

  /** The messages of an exception and its causes. */
  private static String reason(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown.getMessage() + (cause == null ? "" : "; " + reason(cause));
  }

  private static IntakeEmulator start(TlsProfile profile) throws IOException {
    return IntakeEmulator.start(EmulatorSettings.defaults().withTls(profile));
  }

  private static int status(IntakeEmulator emulator, SSLContext context)
      throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
    HttpResponse<Void> answer = client.send(VALIDATE.to(emulator.uri()), BodyHandlers.discarding());
    return answer.statusCode();
  }

  /** Trusts what stands in the CA file, as a sender would that was given its path. */
  private static SSLContext trusting(IntakeEmulator emulator) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    Path file = emulator.credentials().orElseThrow().caFile();
    try (InputStream in = Files.newInputStream(file)) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
