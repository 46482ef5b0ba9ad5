package io.tagalong.metrics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A backend that keeps what it gets as lines of text, or fails. */
final class Recorded implements Backend {
  final List<String> lines = new ArrayList<>();
  boolean fails;

  @Override
  public void record(Sample sample) throws IOException {
    add(
        sample.kind()
            + " "
            + sample.key()
            + " "
            + PlainNumber.of(sample.value())
            + " @"
            + sample.sampleRate()
            + " "
            + new TreeMap<>(sample.tags())
            + " "
            + sample.instance());
  }

  @Override
  public void event(Event event, Map<String, String> tags, @Nullable String instance)
      throws IOException {
    add("event " + event.title() + " " + new TreeMap<>(tags) + " " + instance);
  }

  private void add(String line) throws IOException {
    lines.add(line);
    if (fails) {
      throw new IOException("no route");
    }
  }

  @Override
  public void close() {
    lines.add("closed");
  }
}
