package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.dogstatsd.Event;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Gathers what a request becomes. A sample is written as the DogStatsD message that an application
 * would have sent, so that every rule for those holds for webhooks too.
 *
 * <p>Characters that separate things there become underscores, as Datadog itself would make of them
 * in a tag. Tags lose their case later, with those of all others.
 */
final class BatchBuilder {
  /** What one turn of the event loop gets: the size of a large datagram. */
  static final int MAX_DATAGRAM_CHARACTERS = 8 * 1024;

  /** Characters of all samples of one request; the way to the event loop holds a third more. */
  static final int MAX_CHARACTERS = 1_600_000;

  /** Events, changes and logs of one request, each. */
  static final int MAX_NOTICES = 1000;

  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,3})?");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.]{0,199}");
  private static final Pattern TAG_SEPARATORS = Pattern.compile("[,|\\p{Cntrl}]");

  /** A member of a set ends at a pipe, and begins a new value at a colon. */
  private static final Pattern VALUE_SEPARATORS = Pattern.compile("[:|\\p{Cntrl}]");

  /** Datadog cuts a tag there; so long a one would only cost memory on its way. */
  private static final int MAX_TAG_CHARACTERS = 200;

  private final Telemetry telemetry;
  private final List<byte[]> datagrams = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<FlagChange> changes = new ArrayList<>();
  private final List<LogEntry> logs = new ArrayList<>();
  private final StringBuilder open = new StringBuilder();
  private int closedCharacters;
  private int outputs;
  private boolean overflowed;

  BatchBuilder(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  /** Adds a sample; one that no metric could hold is counted and left out. */
  void sample(String name, Output.Type type, String value, List<String> tags) {
    if (overflowed) {
      return;
    }
    String safeValue =
        type == Output.Type.SET ? VALUE_SEPARATORS.matcher(value).replaceAll("_") : value;
    boolean usable =
        type == Output.Type.SET ? !value.isEmpty() : NUMBER.matcher(safeValue).matches();
    if (!usable || !NAME.matcher(name).matches()) {
      telemetry.add(SelfMetric.WEBHOOKS_SAMPLES_DROPPED_UNUSABLE, 1);
      return;
    }
    open.append(name).append(':').append(safeValue).append('|').append(type.word());
    String separator = "|#";
    for (int i = 0; i < tags.size() && fits(); i++) {
      open.append(separator).append(safe(tags.get(i)));
      separator = ",";
    }
    open.append('\n');
    count(fits());
    if (open.length() >= MAX_DATAGRAM_CHARACTERS) {
      closeDatagram();
    }
  }

  void event(Event event) {
    if (count(events.size() < MAX_NOTICES)) {
      events.add(event);
    }
  }

  void change(FlagChange change) {
    if (count(changes.size() < MAX_NOTICES)) {
      changes.add(change);
    }
  }

  void log(LogEntry log) {
    if (count(logs.size() < MAX_NOTICES)) {
      logs.add(log);
    }
  }

  /** How much was added so far, whatever it was. */
  int outputs() {
    return outputs;
  }

  /** Whether there was more than one request may become; it should be refused as a whole then. */
  boolean hasOverflowed() {
    return overflowed;
  }

  Batch build() {
    closeDatagram();
    return new Batch(datagrams, events, changes, logs);
  }

  private boolean fits() {
    return !overflowed && closedCharacters + open.length() <= MAX_CHARACTERS;
  }

  private boolean count(boolean fits) {
    outputs++;
    overflowed |= !fits;
    return fits;
  }

  private void closeDatagram() {
    if (!open.isEmpty()) {
      closedCharacters += open.length();
      datagrams.add(open.toString().getBytes(StandardCharsets.UTF_8));
      open.setLength(0);
    }
  }

  private static String safe(String tag) {
    String cut = tag.length() > MAX_TAG_CHARACTERS ? tag.substring(0, MAX_TAG_CHARACTERS) : tag;
    return TAG_SEPARATORS.matcher(cut).replaceAll("_");
  }
}
