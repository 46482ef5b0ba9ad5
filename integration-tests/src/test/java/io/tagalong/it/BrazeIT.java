package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.intake.tls.Credentials;
import io.tagalong.intake.tls.TlsProfile;
import io.tagalong.it.harness.ApplicationJar;
import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import io.tagalong.it.harness.SidecarProcess;
import io.tagalong.it.harness.TrustStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application sends through Braze, with every HTTP client: {@code docs/braze.md}. */
class BrazeIT {
  private static final String SENT = "braze.messaging.sent";
  private static final String ERRORS = "braze.messaging.errors";

  /** Those whose bodies can be read. */
  private static final List<String> READABLE =
      List.of(
          "jdk",
          "jdk-async",
          "url-connection",
          "rest-template",
          "okhttp",
          "okhttp-async",
          "apache4",
          "apache5",
          "apache5-async");

  private static final String UNREADABLE = "web-client";

  private static final String MAP =
      """
      app_group: {id: group-1, name: Shop}
      campaigns:
        okhttp: Newsletter
        apache4-t: {name: Receipts}
      canvases:
        jdk-canvas: {name: Welcome, step_id: step-1, step_name: First mail}
      """;

  private static final String OWN_METHOD =
      """
      rules:
        - metric: braze.messaging.sent
          type: distribution
          class: io.tagalong.it.app.BrazeCalls$Gateway
          method: send
          once: braze
          value: arg[1].size
          tags: {campaign_id: 'arg[0]'}
      """;

  /** {@code method path body} of each request, as it came. */
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final Path folder;

  /** Of the JVM, with and without the agent. */
  private final List<String> options = new ArrayList<>();

  private HttpServer braze;

  BrazeIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.braze = HttpServer.create();
  }

  static List<Jvm> jvms() {
    return Jvm.all();
  }

  @BeforeEach
  void startBraze() throws IOException {
    Files.writeString(folder.resolve("braze.yaml"), MAP);
    Files.writeString(folder.resolve("rules.yaml"), OWN_METHOD);
    listen(HttpServer.create(ANY_PORT, 0));
  }

  private void listen(HttpServer server) {
    braze = server;
    braze.createContext("/", this::answer);
    braze.start();
  }

  @AfterEach
  void stopBraze() {
    braze.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
    byte[] answer = "{\"message\":\"success\"}".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("X-Braze", "fake");
    exchange.sendResponseHeaders(body.contains("refused") ? 429 : 201, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /** Verified, since the JVM takes what is woven into its own clients on trust otherwise. */
  @ParameterizedTest
  @MethodSource("jvms")
  void recordsWhatEveryClientSends(Jvm jvm) throws Exception {
    List<String> clients = new ArrayList<>(READABLE);
    clients.add(UNREADABLE);
    options.add("-Xverify:all");

    HeldMetrics held = record(jvm, 4, clients, List.of());

    for (String client : READABLE) {
      assertSends(held, client);
    }
    assertEquals(5L * clients.size(), held.summary(SENT).count());
    assertEquals(1, held.summary(SENT, "campaign_id:" + UNREADABLE + "-t").count());
    assertEquals(3, held.summary(SENT, "campaign_id:" + UNREADABLE + "-own").sum());
    assertEquals(2.0 * clients.size(), held.total(ERRORS), held.named(ERRORS).toString());
    assertEquals(clients.size(), held.total(ERRORS, "status:429"));
    assertEquals(clients.size(), held.total(ERRORS, "status:none"));

    assertEquals(
        4L * clients.size(),
        held.summary(SENT, "app_group_id:group-1", "app_group_name:shop").count());
    assertEquals(3, held.summary(SENT, "campaign_id:okhttp", "campaign_name:newsletter").sum());
    assertEquals(1, held.summary(SENT, "campaign_id:apache4-t", "campaign_name:receipts").sum());
    assertEquals(
        1,
        held.summary(
                SENT,
                "canvas_id:jdk-canvas",
                "canvas_name:welcome",
                "canvas_step_id:step-1",
                "canvas_step_name:first_mail")
            .sum());
    assertFalse(held.all().toString().contains("secret"), "a key or a user");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void recordsOtherVersionsOfOkHttp(int okHttp) throws Exception {
    HeldMetrics held = record(Jvm.own(), okHttp, List.of("okhttp", "okhttp-async"), List.of());

    assertSends(held, "okhttp");
    assertSends(held, "okhttp-async");
    assertEquals(10, held.summary(SENT).count());
    assertEquals(4, held.total(ERRORS));
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void recordsWithAClassThatAnotherAgentHasLoadedBefore(Jvm jvm) throws Exception {
    String other =
        "-javaagent:"
            + ApplicationJar.writeInto(folder)
            + "=sun.net.www.protocol.http.HttpURLConnection";

    HeldMetrics held = record(jvm, 4, List.of("url-connection"), List.of(other));

    assertSends(held, "url-connection");
    assertEquals(5, held.summary(SENT).count());
  }

  /** As Braze itself is reached. TLS is below what the agent watches, but for one client. */
  @Test
  void recordsWhatIsSentOverHttps() throws Exception {
    try (Credentials credentials = Credentials.generate(TlsProfile.GOOD)) {
      stopBraze();
      HttpsServer secure = HttpsServer.create(ANY_PORT, 0);
      secure.setHttpsConfigurator(new HttpsConfigurator(credentials.serverContext()));
      listen(secure);
      options.addAll(TrustStore.trusting(credentials.caFile(), folder));

      HeldMetrics held = record(Jvm.own(), 4, READABLE, List.of());

      for (String client : READABLE) {
        assertSends(held, client);
      }
      assertEquals(5L * READABLE.size(), held.summary(SENT).count());
      assertEquals(2.0 * READABLE.size(), held.total(ERRORS), held.named(ERRORS).toString());
    }
  }

  private static void assertSends(HeldMetrics held, String client) {
    assertEquals(3, held.summary(SENT, "campaign_id:" + client).sum(), client);
    assertEquals(1, held.summary(SENT, "campaign_id:" + client).count(), client);
    assertEquals(3, held.summary(SENT, "campaign_id:" + client + "-messages").sum(), client);
    assertEquals(1, held.summary(SENT, "canvas_id:" + client + "-canvas").sum(), client);
    assertEquals(1, held.summary(SENT, "campaign_id:" + client + "-t").sum(), client);
    assertEquals(3, held.summary(SENT, "campaign_id:" + client + "-own").sum(), client);
    assertEquals(1, held.summary(SENT, "campaign_id:" + client + "-own").count(), client);
    assertEquals(1, held.total(ERRORS, "campaign_id:refused-" + client, "status:429"), client);
  }

  /** Runs the application without and with the agent: it, and Braze, must see no difference. */
  private HeldMetrics record(Jvm jvm, int okHttp, List<String> clients, List<String> otherAgents)
      throws Exception {
    List<String> application = application(okHttp, clients);
    JavaProcess.Result alone = run(jvm, application);
    List<String> received = List.copyOf(requests);
    requests.clear();
    try (IntakeEmulator intake = IntakeEmulator.start(EmulatorSettings.defaults());
        SidecarProcess sidecar = SidecarProcess.start(intake)) {
      List<String> command = new ArrayList<>(otherAgents);
      command.add(
          Artifacts.agent(
              "braze_hosts=127.0.0.1,braze_map=%s,rules=%s,port=%d"
                  .formatted(
                      folder.resolve("braze.yaml"), folder.resolve("rules.yaml"), sidecar.port())));
      command.addAll(application);
      JavaProcess.Result watched = run(jvm, command);
      sidecar.terminate();

      assertEquals(alone, watched);
      assertEquals(received, requests);
      assertEquals(List.of(), intake.violations());
      return intake.metrics();
    }
  }

  private static JavaProcess.Result run(Jvm jvm, List<String> command) throws Exception {
    JavaProcess.Result result = JavaProcess.run(jvm, Map.of(), command);
    assertEquals(0, result.status(), result.err());
    return result;
  }

  private List<String> application(int okHttp, List<String> clients) throws IOException {
    String scheme = braze instanceof HttpsServer ? "https" : "http";
    List<String> command = new ArrayList<>(options);
    command.addAll(
        List.of(
            "-cp",
            Artifacts.httpClientsClassPath(okHttp),
            "io.tagalong.it.app.BrazeCalls",
            scheme + "://127.0.0.1:" + braze.getAddress().getPort(),
            scheme + "://127.0.0.1:" + unusedPort()));
    command.addAll(clients);
    return command;
  }

  /** A port at which nobody listens, as far as one can know. */
  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
