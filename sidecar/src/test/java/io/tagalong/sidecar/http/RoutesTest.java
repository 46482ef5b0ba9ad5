package io.tagalong.sidecar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Methods, paths, and one parameter. */
final class RoutesTest {
  private final Handler routes =
      new Routes()
          .with("GET", "/things", (request, id) -> new Answer(200, "all" + id))
          .with("GET", "/things/{id}", (request, id) -> new Answer(200, id))
          .with("POST", "/things/{id}/start", (request, id) -> new Answer(202, id));

  private final Handler areas =
      new Areas(Map.of("/things", routes), request -> new Answer(200, "another"));

  @Test
  void findsTheRouteAndItsParameter() throws RefusedException {
    assertEquals("all", ask("GET", "/things").text());
    assertEquals("a1", ask("GET", "/things/a1").text());
    assertEquals(202, ask("POST", "/things/a1/start").status());
    assertEquals("a1", ask("POST", "/things/a1/start").text());
  }

  @Test
  void tellsAnUnknownPathFromAnUnknownMethod() {
    assertEquals(Refusal.UNKNOWN_PATH, refusal("GET", "/things/"));
    assertEquals(Refusal.UNKNOWN_PATH, refusal("GET", "/things/a1/stop"));
    assertEquals(Refusal.UNKNOWN_PATH, refusal("GET", "/things/a1/start/now"));
    assertEquals(Refusal.UNKNOWN_METHOD, refusal("GET", "/things/a1/start"));
    assertEquals(Refusal.UNKNOWN_METHOD, refusal("DELETE", "/things"));
  }

  @Test
  void leavesOtherAreasToOthers() throws RefusedException {
    assertEquals("another", ask("GET", "/thingses").text());
    assertEquals("another", ask("GET", "/").text());
  }

  private Refusal refusal(String method, String path) {
    return assertThrows(RefusedException.class, () -> ask(method, path)).refusal();
  }

  private Answer ask(String method, String path) throws RefusedException {
    return areas.handle(new Request(method, path, Map.of(), new byte[0]));
  }
}
