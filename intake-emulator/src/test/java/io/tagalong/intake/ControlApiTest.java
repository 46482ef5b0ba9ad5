package io.tagalong.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.rule.Rule;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be changed and waited for over the network. */
final class ControlApiTest {
  private final Call orders = Call.series(SeriesBody.count("shop.orders", 1, 2).toBytes());
  @AutoClose private final TestIntake intake = new TestIntake();

  @Test
  void scriptsFaultsOneOrMoreAtOnce() throws Exception {
    post("/emulator/faults", "{\"route\":\"/api/v2/series\",\"fault\":\"reply\",\"status\":500}");
    post(
        "/emulator/faults",
        "[{\"fault\":\"reply\",\"status\":429,\"headers\":{\"Retry-After\":\"1\"}},"
            + "{\"fault\":\"slow_drip\",\"pause_millis\":0}]");

    assertEquals(500, intake.status(orders));
    assertEquals(429, intake.status(orders));
    assertEquals(202, intake.status(orders));
  }

  @Test
  void clearsFaults() throws Exception {
    post("/emulator/faults", "{\"fault\":\"hang\",\"times\":9}");

    assertEquals(200, intake.status(Call.get("/emulator/faults").withMethod("DELETE")));
    assertEquals(202, intake.status(orders));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"fault\":\"explode\"} | reply, delay, hang",
        "{\"fault\":\"hang\",\"route\":\"/x\"} | /api/v1/validate",
        "{\"fault\":\"hang\",\"times\":0} | times must be 1 or more",
        "{\"fault\":\"reply\",\"status\":99} | status must be from 200 to 599",
        "{\"fault\":\"delay\"} | delay_millis",
        "{\"fault\":\"hang\",\"colour\":1} | colour",
        "7 | no list",
      })
  void saysWhatIsWrongWithStep(String step, String hint) throws Exception {
    HttpResponse<String> answer = intake.send(Call.json("/emulator/faults", step));

    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains(hint), answer.body());
  }

  @Test
  void stopsShiftsAndResetsClock() throws Exception {
    put("/emulator/clock", "{\"offset_seconds\":3601}");
    intake.status(orders);
    put("/emulator/clock", "{\"now_seconds\":0}");
    HttpResponse<String> epoch = intake.send(Call.get("/api/v1/validate"));
    assertEquals(200, intake.status(Call.get("/emulator/clock").withMethod("DELETE")));
    intake.status(Call.series(SeriesBody.count("shop.refunds", 1).toBytes()));

    assertEquals(List.of(Rule.TIMESTAMP_OUTSIDE_WINDOW), intake.brokenRules());
    assertEquals("Thu, 01 Jan 1970 00:00:00 GMT", epoch.headers().firstValue("Date").orElseThrow());
  }

  @Test
  void revokesAndReplacesKeys() throws Exception {
    put("/emulator/keys", "{\"revoke\":[\"" + Call.KEY + "\"]}");
    assertEquals(403, intake.status(Call.get("/api/v1/validate")));

    put("/emulator/keys", "{\"accept\":[\"rotated\"]}");
    assertEquals(403, intake.status(Call.get("/api/v1/validate")));
    assertEquals(200, intake.status(Call.get("/api/v1/validate").with("DD-API-KEY", "rotated")));
  }

  @Test
  void listsEveryKindWithItsFilters() throws Exception {
    intake.status(Bodies.event(""));
    intake.status(Bodies.check());
    intake.status(Bodies.logs());
    intake.status(Bodies.dashboard());
    intake.status(Call.get("/nowhere"));

    for (String query :
        List.of(
            "events?title=deployed&tag=env:test",
            "checks?check=shop.up&status=2",
            "logs?service=till&tag=a:b",
            "dashboards?title=Shop",
            "requests?route=unknown&status=404",
            "violations?rule=route-unknown")) {
      String found = intake.send(Call.get("/emulator/" + query)).body();
      String filtered = intake.send(Call.get("/emulator/" + query + "x")).body();

      assertTrue(found.startsWith("[{"), query + ": " + found);
      assertEquals("[]", filtered, query);
    }
  }

  @Test
  void waitsUntilThereIsEnough() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting =
        intake.sendAsync(
            Call.get("/emulator/await?metric=shop.orders&at_least=3&timeout_seconds=60"));

    intake.status(orders);

    HttpResponse<String> answer = waiting.get();
    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().contains("\"value\":3.0"), answer.body());
  }

  @Test
  void answers408WithWhatThereIsWhenTimeIsUp() throws Exception {
    intake.status(orders);

    HttpResponse<String> answer =
        intake.send(Call.get("/emulator/await?at_least=4&timeout_seconds=0.01"));

    assertEquals(408, answer.statusCode());
    assertTrue(answer.body().contains("shop.orders"), answer.body());
  }

  @ParameterizedTest
  @CsvSource({"kind=people", "at_least=many", "timeout_seconds=61", "timeout_seconds=NaN", "x=1"})
  void saysWhatIsWrongWithWait(String query) throws Exception {
    assertEquals(400, intake.status(Call.get("/emulator/await?" + query)));
  }

  private void post(String path, String body) throws Exception {
    assertEquals(200, intake.status(Call.json(path, body)));
  }

  private void put(String path, String body) throws Exception {
    assertEquals(200, intake.status(Call.json(path, body).withMethod("PUT")));
  }
}
