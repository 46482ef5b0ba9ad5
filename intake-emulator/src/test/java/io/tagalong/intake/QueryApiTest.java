package io.tagalong.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class QueryApiTest {
  @AutoClose private final TestIntake intake = new TestIntake();

  @BeforeEach
  void sendSomeData() throws Exception {
    intake.status(Call.series(SeriesBody.count("shop.orders", 1, 2).toBytes()));
    intake.status(Call.series(SeriesBody.count("shop.refunds", 0.5).withTags("b", "a").toBytes()));
    intake.status(Call.sketches(SketchBody.of("shop.latency").toBytes()));
  }

  @Test
  void listsMetricsSortedByName() throws Exception {
    List<Object> metrics = list("/emulator/metrics");

    assertEquals(
        List.of(
            Map.of(
                "metric",
                "shop.latency",
                "type",
                "distribution",
                "tags",
                List.of("env:test"),
                "host",
                "host-1",
                "points",
                1,
                "count",
                2,
                "min",
                1.0,
                "max",
                10.0,
                "sum",
                11.0),
            Map.of(
                "metric",
                "shop.orders",
                "type",
                "count",
                "tags",
                List.of("env:test", "state:paid"),
                "host",
                "host-1",
                "points",
                2,
                "value",
                3.0),
            Map.of(
                "metric",
                "shop.refunds",
                "type",
                "count",
                "tags",
                List.of("a", "b"),
                "host",
                "host-1",
                "points",
                1,
                "value",
                0.5)),
        metrics);
  }

  @Test
  void filtersMetricsByNameAndTags() throws Exception {
    assertEquals(1, list("/emulator/metrics?metric=shop.orders").size());
    assertEquals(2, list("/emulator/metrics?tag=env%3Atest").size());
    assertEquals(1, list("/emulator/metrics?tag=env:test&tag=state:paid").size());
    assertEquals(0, list("/emulator/metrics?metric=shop.orders&tag=a").size());
  }

  @Test
  void saysWhichParametersExistWhenOneIsUnknown() throws Exception {
    assertEquals(400, intake.status(Call.get("/emulator/metrics?name=x")));
  }

  @Test
  void listsViolationsWithRuleAndDetail() throws Exception {
    assertEquals(
        List.of(
            Map.of(
                "request", 2,
                "route", "/api/v2/series",
                "rule", "tags-unsorted",
                "description", "tags are sorted",
                "detail", "'b' before 'a' in shop.refunds")),
        list("/emulator/violations"));
  }

  @Test
  void countsRequestsByRouteAndStatus() throws Exception {
    intake.status(Call.get("/nowhere"));

    assertEquals(
        List.of(
            Map.of("route", "/api/beta/sketches", "status", 202, "count", 1),
            Map.of("route", "/api/v2/series", "status", 202, "count", 2),
            Map.of("route", "unknown", "status", 404, "count", 1)),
        list("/emulator/requests"));
  }

  @Test
  void showsAlignedTable() throws Exception {
    assertEquals(
        """
        METRIC        TYPE          VALUE                         TAGS
        shop.latency  distribution  count=2 min=1 avg=5.5 max=10  env:test
        shop.orders   count         3                             env:test state:paid
        shop.refunds  count         0.5                           a b
        """,
        intake.send(Call.get("/emulator/table")).body());
  }

  @Test
  void forgetsEverythingWhenDeleted() throws Exception {
    long revision = intake.emulator().revision();

    int status = intake.status(Call.get("/emulator").withMethod("DELETE"));

    assertEquals(200, status);
    assertEquals(List.of(), list("/emulator/metrics"));
    assertEquals(List.of(), list("/emulator/violations"));
    assertEquals(List.of(), list("/emulator/requests"));
    assertEquals(revision + 1, intake.emulator().revision());
  }

  @Test
  void isHealthyAndNeedsNoKey() throws Exception {
    assertEquals(200, intake.status(Call.get("/emulator/health").without("DD-API-KEY")));
  }

  @Test
  void answers404WithoutViolationWhenQueryIsUnknown() throws Exception {
    assertEquals(404, intake.status(Call.get("/emulator/nothing")));
    assertEquals(1, intake.brokenRules().size());
  }

  private List<Object> list(String path) throws IOException, InterruptedException {
    return JSON.std.listFrom(intake.send(Call.get(path)).body());
  }
}
