package io.tagalong.sidecar.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.Position;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Batches leave whole, and never more is held than may be. */
final class LogBufferTest {
  private final GatheringOutlet outlet = new GatheringOutlet();
  private final LogBuffer buffer = new LogBuffer(outlet);

  @Test
  void letsWholeBatchesGoAndKeepsTheRestUntilItIsFlushed() {
    assertTrue(buffer.add(logs(499, "m")));
    assertTrue(outlet.batches.isEmpty());

    assertTrue(buffer.add(logs(800, "m")));
    assertEquals(List.of(1000), outlet.batches);

    buffer.flush();
    buffer.flush();
    assertEquals(List.of(1000, 299), outlet.batches);
  }

  @Test
  void letsALargeBatchGoAtOnce() {
    assertTrue(buffer.add(logs(1, "m".repeat(LogBuffer.LARGE_BATCH_SIZE))));

    assertEquals(List.of(1), outlet.batches);
  }

  @Test
  void takesNoMoreUntilEnoughHasLeft() {
    String quarter = "m".repeat(LogBuffer.MAX_SIZE / 4 - (int) Node.OVERHEAD);
    assertTrue(buffer.add(logs(3, quarter)));

    assertFalse(buffer.add(logs(2, quarter)));
    assertTrue(buffer.hasRoom());
    assertTrue(buffer.add(logs(1, quarter)));
    assertFalse(buffer.hasRoom());

    outlet.underWay.remove().run();
    assertTrue(buffer.add(logs(2, quarter)));
  }

  @Test
  void takesAnyRequestWhenThereIsNothingElse() {
    assertTrue(buffer.add(logs(1, "m".repeat(LogBuffer.MAX_SIZE))));

    assertFalse(buffer.add(logs(1, "m")));
  }

  @Test
  void countsValuesWithinValues() {
    Node text = new Node.Scalar(Position.UNKNOWN, "", false);
    Node list = new Node.Items(Position.UNKNOWN, Collections.nCopies(100, text));
    Node object =
        new Node.Fields(Position.UNKNOWN, List.of(new Node.Field(Position.UNKNOWN, "name", list)));
    LogItem log = log("m", Map.of("attributes", object));
    int fitting = LogBuffer.MAX_SIZE / (100 * (int) Node.OVERHEAD);
    assertTrue(buffer.add(logs(1, "m")));

    assertFalse(buffer.add(Collections.nCopies(fitting, log)));
  }

  @Test
  void keepsWhatTheOutletRefusesInItsOrder() {
    outlet.refuses = true;
    assertTrue(buffer.add(logs(500, "first")));
    buffer.flush();

    outlet.refuses = false;
    assertTrue(buffer.add(logs(1, "second")));

    assertEquals(List.of(500), outlet.batches);
    assertEquals(List.of("second"), buffer.takeRest().stream().map(LogItem::message).toList());
    assertTrue(buffer.takeRest().isEmpty());
  }

  private static List<LogItem> logs(int count, String message) {
    return Collections.nCopies(count, log(message, Map.of()));
  }

  private static LogItem log(String message, Map<String, Node> fields) {
    return new LogItem(message, null, "", "h", null, null, OptionalLong.of(1), fields);
  }
}
