package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.key.FixedKey;
import io.tagalong.sidecar.telemetry.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetworkTest {

  private static final Body BODY = Bodies.series(3, 0).bodies().get(0);

  private static TestCertificates certificates;

  private final HttpsServer server;

  @BeforeAll
  static void makeCertificates(@TempDir Path folder) throws Exception {
    certificates = new TestCertificates(folder);
  }

  NetworkTest() throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          assertEquals(
              List.of(),
              exchange.getRequestHeaders().getOrDefault("Proxy-Authorization", List.of()));
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void trustsTheAuthoritiesOfTheFile() throws Exception {
    serve("localhost", false, "TLSv1.2");

    assertEquals(new Outcome.Delivered(), send(trusting("localhost"), ProxyRules.NONE));
  }

  @Test
  void refusesCertificateThatNobodyVouchesFor() throws Exception {
    serve("localhost", false, "TLSv1.3");

    assertRefused(send(Optional.empty(), ProxyRules.NONE));
  }

  @Test
  void refusesCertificateOfAnotherHost() throws Exception {
    serve("elsewhere", false, "TLSv1.3");

    assertRefused(send(trusting("elsewhere"), ProxyRules.NONE));
  }

  /** The platform refuses older versions by itself, unless somebody configures it not to. */
  @Test
  void offersNoTlsBefore12EvenWhereThePlatformWould() throws Exception {
    NetworkSettings old = new NetworkSettings(Optional.of(OldTls.context()), ProxyRules.NONE);
    HttpSettings settings = new HttpSettings("test", Duration.ofSeconds(20), old);

    assertArrayEquals(
        new String[] {"TLSv1.3", "TLSv1.2"},
        HttpConnection.client(settings).sslParameters().getProtocols());
  }

  @Test
  void showsOurCertificateWhenTheServerAsksForOne() throws Exception {
    serve("localhost", true, "TLSv1.3");
    Optional<SSLContext> withIdentity =
        Optional.of(
            TlsFiles.context(
                Optional.of(certificates.certificate("localhost")),
                Optional.of(certificates.certificate("localhost")),
                Optional.of(certificates.key("localhost"))));

    assertEquals(new Outcome.Delivered(), send(withIdentity, ProxyRules.NONE));
    assertTrue(!(send(trusting("localhost"), ProxyRules.NONE) instanceof Outcome.Delivered));
  }

  @Test
  void tunnelsThroughProxyWithPassword() throws Exception {
    serve("localhost", false, "TLSv1.3");
    try (TunnelProxy proxy = new TunnelProxy("user:pa ss")) {
      ProxyRules rules = rules("http://user:pa%20ss@127.0.0.1:" + proxy.port());

      assertEquals(new Outcome.Delivered(), send(trusting("localhost"), rules));
      assertEquals(1, proxy.tunnels());
    }
  }

  @Test
  void saysThatTheProxyWantsAPasswordWhenThereIsNone() throws Exception {
    serve("localhost", false, "TLSv1.3");
    try (TunnelProxy proxy = new TunnelProxy("user:secret")) {
      ProxyRules rules = rules("http://127.0.0.1:" + proxy.port());

      Outcome.TryLater later =
          assertInstanceOf(Outcome.TryLater.class, send(trusting("localhost"), rules));

      assertTrue(later.reason().contains("proxy asks for a user"), later.reason());
      assertEquals(Outcome.Taken.NO, later.taken());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.datadoghq.com/x, '', secure",
    "http://api.datadoghq.com/x, '', plain",
    "https://api.datadoghq.com/x, *, none",
    "https://api.datadoghq.com/x, datadoghq.com, none",
    "https://api.datadoghq.com/x, .datadoghq.com, none",
    "https://api.datadoghq.com/x, API.datadoghq.com:443, none",
    "https://api.datadoghq.com/x, api.datadoghq.com:8443, secure",
    "https://notdatadoghq.com/x, datadoghq.com, secure",
  })
  void choosesTheProxyByTheRules(URI target, String direct, String expected) {
    ProxyRules rules =
        new ProxyRules(
            Optional.of(HttpProxy.of(URI.create("http://plain"))),
            Optional.of(HttpProxy.of(URI.create("http://secure:3128"))),
            List.of(direct));

    assertEquals(expected, rules.proxyFor(target).map(HttpProxy::host).orElse("none"));
  }

  @Test
  void hidesThePasswordOfAProxyInItsText() {
    assertEquals("h:80 with a password", HttpProxy.of(URI.create("http://u:secret@h")).toString());
  }

  private static ProxyRules rules(String proxy) {
    return new ProxyRules(
        Optional.empty(), Optional.of(HttpProxy.of(URI.create(proxy))), List.of());
  }

  private void serve(String name, boolean asksForCertificate, String protocol) throws Exception {
    SSLContext context = certificates.serverContext(name);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = context.getDefaultSSLParameters();
            ssl.setNeedClientAuth(asksForCertificate);
            ssl.setProtocols(new String[] {protocol});
            parameters.setSSLParameters(ssl);
          }
        });
    server.start();
  }

  private Optional<SSLContext> trusting(String name) throws IOException {
    return Optional.of(
        TlsFiles.context(
            Optional.of(certificates.certificate(name)), Optional.empty(), Optional.empty()));
  }

  private Outcome send(Optional<SSLContext> tls, ProxyRules proxies) throws InterruptedException {
    Log silence = new Log(new PrintStream(OutputStream.nullOutputStream()), Clock.systemUTC());
    URI base = URI.create("https://localhost:" + server.getAddress().getPort());
    Endpoint endpoint =
        Endpoint.main(
            IntakeHosts.single(base), ReplaceableKey.FIRST, new FixedKey(ReplaceableKey.FIRST));
    HttpSettings settings =
        new HttpSettings("test", Duration.ofSeconds(20), new NetworkSettings(tls, proxies));
    return new HttpConnection(settings)
        .client(endpoint.hosts(), new CurrentKey(endpoint, silence))
        .send(BODY);
  }

  private static void assertRefused(Outcome outcome) {
    Outcome.TryLater later = assertInstanceOf(Outcome.TryLater.class, outcome);
    assertTrue(later.reason().contains("SSLHandshakeException"), later.reason());
  }
}
