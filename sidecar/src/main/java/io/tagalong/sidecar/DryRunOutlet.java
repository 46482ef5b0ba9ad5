package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyEncoder;
import io.tagalong.sidecar.encode.EncodeOptions;
import io.tagalong.sidecar.encode.Encoded;
import io.tagalong.sidecar.encode.SnapshotText;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Prints buckets instead of delivering them. They are encoded all the same, to tell their size. */
record DryRunOutlet(EncodeOptions options, PrintStream out) implements Outlet {

  @Override
  public void start() {}

  @Override
  public void take(Snapshot snapshot) {
    Encoded encoded = BodyEncoder.encode(snapshot, options);
    int bytes = encoded.bodies().stream().mapToInt(body -> body.bytes().length).sum();
    out.printf(
        "%s, %d s: %d items in %d bytes%n",
        Instant.ofEpochSecond(snapshot.startSeconds()),
        snapshot.intervalSeconds(),
        encoded.bodies().stream().mapToInt(Body::items).sum(),
        bytes);
    SnapshotText.lines(snapshot).forEach(line -> out.println("  " + line));
    encoded.oversized().forEach(item -> out.println("  too large to be delivered: " + item.name()));
  }

  @Override
  public void take(Notices notices) {
    notices.events().forEach(event -> print("event", event.title(), event.host(), event.tags()));
    notices.changes().forEach(c -> print("change of", c.flag(), c.host(), c.tags()));
    notices.checks().forEach(check -> print("check", check.check(), check.host(), check.tags()));
    notices.logs().forEach(log -> print("log", log.message(), log.host(), List.of(log.tags())));
  }

  private void print(String kind, String name, String host, List<String> tags) {
    out.printf("%s %s, host %s: %s%n", kind, name, host, String.join(" ", tags));
  }

  @Override
  public void stop(Duration budget) {
    out.flush();
  }
}
