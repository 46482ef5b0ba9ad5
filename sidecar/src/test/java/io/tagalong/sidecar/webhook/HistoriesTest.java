package io.tagalong.sidecar.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.json.JsonReader;
import io.tagalong.sidecar.yaml.Node;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is remembered of webhooks that follow one another is bounded. */
final class HistoriesTest {
  private final Histories histories;

  HistoriesTest() throws ExpressionException {
    histories =
        new Histories(
            new Sequence(
                Expressions.chain("body.key"),
                Expressions.chain("body.order"),
                Expressions.chain("body.seconds"),
                Expressions.chain("body.state")));
  }

  @Test
  void forgetsTheSequenceThatWasSilentLongestWhenThereAreTooMany() throws Exception {
    extend("first", 1);
    extend("second", 1);
    for (int i = 2; i < Histories.MAX_SEQUENCES; i++) {
      extend("other-" + i, 1);
    }
    assertEquals(1, extend("first", 2));

    extend("one more", 1);

    assertEquals(2, extend("first", 3));
    assertEquals(0, extend("second", 2));
  }

  @Test
  void forgetsTheFirstStepsOfALongSequence() throws Exception {
    int ended = 0;
    for (int order = 0; order < 2 * Histories.MAX_STEPS; order++) {
      ended = extend("key", order);
    }

    assertEquals(Histories.MAX_STEPS - 1, ended);
  }

  /** How many states have ended, as far as is known. */
  private int extend(String key, int order) throws Exception {
    String body =
        "{\"key\":\"%s\",\"order\":%d,\"seconds\":%d,\"state\":\"S\"}".formatted(key, order, order);
    Node json = JsonReader.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    Message extended = histories.extend(Message.of(json, Map.of(), Set.of()));
    return extended.history() instanceof Node.Items list ? list.items().size() : 0;
  }
}
