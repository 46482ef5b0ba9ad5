package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import io.tagalong.it.harness.SidecarProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics that an application records with Sentry's SDK: to Sentry as ever, and to Datadog. */
class SentrySdkIT {
  @ParameterizedTest
  @ValueSource(strings = {"8.30.0", "7.22.6", "7.5.0"})
  void recordsWhatTheSdkRecordsBesideIt(String version) throws Exception {
    AtomicInteger envelopes = new AtomicInteger();
    HttpServer sentry =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sentry.createContext(
        "/api/1/envelope/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          envelopes.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    sentry.start();
    try {
      HeldMetrics held =
          record(version, "http://pub@127.0.0.1:" + sentry.getAddress().getPort() + "/1");

      assertTrue(envelopes.get() > 0, "the SDK's own traffic goes on");
      assertEquals(14, held.total("sentry.sdk.logins"));
      assertEquals(4, held.total("sentry.sdk.logins", "instance:failure"));
      assertEquals(7, held.total("sentry.sdk.logins", "environment:staging"));
      assertEquals(2, held.summary("sentry.sdk.odd_name_x").count());
      assertEquals(25, held.summary("sentry.sdk.odd_name_x").sum());
      if (version.startsWith("7")) {
        assertEquals(2, held.summary("sentry.sdk.work").count());
      }
    } finally {
      sentry.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.30.0", "7.22.6", "7.5.0"})
  void recordsBeforeInitAndWithoutADsn(String version) throws Exception {
    HeldMetrics held = record(version, "-");

    assertEquals(7, held.total("sentry.sdk.logins"));
    assertEquals(2, held.total("sentry.sdk.logins", "instance:failure"));
    assertEquals(17, held.total("sentry.sdk.queue"));
    assertEquals(1, held.summary("sentry.sdk.odd_name_x").count());
  }

  private static HeldMetrics record(String version, String dsn) throws Exception {
    try (IntakeEmulator intake = IntakeEmulator.start(EmulatorSettings.defaults());
        SidecarProcess sidecar = SidecarProcess.start(intake)) {
      List<String> command =
          List.of(
              Artifacts.agent("port=" + sidecar.port()),
              "-cp",
              Artifacts.sentryClassPath(version),
              "io.tagalong.it.app.SentrySdkCalls",
              dsn);
      JavaProcess.Result result = JavaProcess.run(Jvm.own(), Map.of(), command);
      assertEquals(0, result.status(), result.err());
      assertTrue(result.out().endsWith("called\n"), result.out());
      sidecar.terminate();
      assertEquals(List.of(), intake.violations());
      return intake.metrics();
    }
  }
}
