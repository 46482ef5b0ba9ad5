package io.tagalong.agent.flush;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.record.SampleSink;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the agent says of itself, as {@code tagalong.agent.*}. Owned by the flush thread.
 *
 * <p>A count leaves only when it has grown, so an agent without trouble sends its two gauges and
 * nothing else.
 */
public final class SelfMetrics {
  /** What only the agent as a whole knows. */
  public interface Source {
    /** How many rules are in force. */
    int rulesActive();

    /** How many calls are linked: in each woven method that has run, one of each kind. */
    int sitesWoven();
  }

  private static final String[] NO_TAGS = {};

  private final boolean enabled;
  private final Log log;
  private final Tables tables;
  private final Source source;
  private final Metric rulesActiveMetric = metric("rules_active", MetricType.GAUGE);
  private final Metric sitesWovenMetric = metric("sites_woven", MetricType.GAUGE);
  private final Growing suppressedErrors = new Growing("suppressed_errors");
  private final Growing overflows = new Growing("overflows");
  private final Growing drops = new Growing("drops");
  private final Growing droppedNotes = new Growing("dropped_notes");
  private final Growing flushErrors = new Growing("flush_errors");

  /**
   * Added to by the flush thread and by those of the client, read by the flush thread. No adder:
   * its machinery would be loaded in premain.
   */
  private final AtomicLong failures = new AtomicLong();

  /** Samples that no message has room for. */
  private long unsendable;

  /**
   * @param enabled whether anything is sent
   */
  public SelfMetrics(boolean enabled, Log log, Tables tables, Source source) {
    this.enabled = enabled;
    this.log = log;
    this.tables = tables;
    this.source = source;
  }

  /** Counts a flush, a datagram or a message that did not leave. Any thread may call this. */
  void flushFailed() {
    failures.incrementAndGet();
  }

  /** Counts samples that no message has room for. */
  void dropped(long samples) {
    unsendable += samples;
  }

  void takeInto(SampleSink sink) {
    if (!enabled) {
      return;
    }
    suppressedErrors.takeInto(sink, log.suppressedErrors());
    overflows.takeInto(sink, tables.overflows());
    drops.takeInto(sink, tables.drops() + unsendable);
    droppedNotes.takeInto(sink, tables.droppedNotes());
    flushErrors.takeInto(sink, failures.get());
    sink.gauge(rulesActiveMetric, source.rulesActive(), NO_TAGS);
    sink.gauge(sitesWovenMetric, source.sitesWoven(), NO_TAGS);
  }

  private static Metric metric(String name, MetricType type) {
    return new Metric("tagalong.agent." + name, type, List.of(), 1, 1);
  }

  /** A number that only grows, sent as what it has grown by. */
  private static final class Growing {
    private final Metric metric;
    private long sent;

    Growing(String name) {
      this.metric = metric(name, MetricType.COUNT);
    }

    void takeInto(SampleSink sink, long now) {
      if (now != sent) {
        sink.count(metric, now - sent, NO_TAGS);
        sent = now;
      }
    }
  }
}
