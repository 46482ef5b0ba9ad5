package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.encode.Body;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A supervisor decides when bodies are sent, and is told what became of them. */
final class SupervisionTest {
  private final Notes notes = new Notes();
  private final Rig rig = Rig.supervisedBy(notes);

  private static final class Notes implements Supervisor {
    private final List<String> told = new ArrayList<>();
    private boolean open;

    @Override
    public boolean maySend() {
      return open;
    }

    @Override
    public void delivered(Body body) {
      told.add("delivered " + body.items());
    }

    @Override
    public void failed(String reason) {
      told.add("failed: " + reason);
    }

    @Override
    public void rejected(Body body, int status) {
      told.add("rejected " + body.items() + " with " + status);
    }
  }

  @Test
  void sendsNothingUntilItMay() throws Exception {
    rig.accept(Bodies.series(2, 0));

    assertTrue(rig.attempt() > Duration.ofMinutes(1).toNanos());
    rig.drain(Duration.ofSeconds(5));
    assertEquals(0, rig.transport.sent.size());
    assertEquals(2, rig.queue.items());

    notes.open = true;
    rig.attempt();

    assertEquals(List.of("delivered 2"), notes.told);
  }

  @Test
  void tellsOfFailuresAndOfWhatIsRejectedForGood() throws Exception {
    notes.open = true;
    rig.accept(Bodies.series(1, 0));
    rig.transport.then(Rig.LATER, new Outcome.Rejected(400));

    rig.attempt();
    rig.clock.move(Duration.ofMinutes(1));
    rig.attempt();

    assertEquals(List.of("failed: status 503", "rejected 1 with 400"), notes.told);
  }
}
