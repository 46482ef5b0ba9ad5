package io.tagalong.agent.flush;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.rule.Metric;
import java.util.List;

/**
 * Sends what the tables have gathered, and what the agent says of itself. Owned by the flush
 * thread; nothing that fails here ends that thread.
 */
public final class Flusher {
  /** What else the flush thread does, besides flushing. */
  public interface Companion {
    /** Runs before each flush. What it throws is counted and logged, and the flush goes on. */
    void everySecond();

    /** Runs once, when the last metrics have left. May take two seconds. */
    void ended();
  }

  private final String host;
  private final int port;
  private final Tables tables;
  private final SelfMetrics selfMetrics;
  private final Companion companion;
  private final Log log;
  private final DogStatsDSink sink;

  /**
   * @param host name or address of the sidecar
   * @param constantTags {@code key:value} texts for every message
   * @param companion runs on the flush thread
   */
  public Flusher(
      String host,
      int port,
      List<String> constantTags,
      Tables tables,
      SelfMetrics selfMetrics,
      Companion companion,
      Log log) {
    this.host = host;
    this.port = port;
    this.tables = tables;
    this.selfMetrics = selfMetrics;
    this.companion = companion;
    this.log = log;
    this.sink = new DogStatsDSink(host, port, constantTags, new Lost());
  }

  /** Makes room in the sample buffers. */
  void makeRoom() {
    try {
      tables.drain();
    } catch (Throwable t) {
      failed(t);
    }
  }

  /** Sends everything; what cannot be sent is kept for the next time. */
  void flush() {
    try {
      companion.everySecond();
    } catch (Throwable t) {
      companionFailed(t);
    }
    try {
      tables.makeRoomForNotes();
      tables.takeInto(sink);
      selfMetrics.takeInto(sink);
    } catch (Throwable t) {
      failed(t);
    }
  }

  /**
   * Delivers, while the JVM shuts down, what was recorded since the last time.
   *
   * @return whether there was anything
   */
  boolean deliverRest() {
    try {
      tables.takeInto(sink);
      boolean something = sink.isOpen();
      sink.close();
      return something;
    } catch (Throwable t) {
      failed(t);
      return false;
    }
  }

  /** Ends what runs beside the flush. */
  void end() {
    try {
      companion.ended();
    } catch (Throwable t) {
      companionFailed(t);
    }
  }

  private void failed(Throwable error) {
    selfMetrics.flushFailed();
    try {
      log.say("cannot flush: " + error + "; what is recorded is kept and tried again every second");
    } catch (Throwable worse) {
      // It is counted, and there is no memory to say it in.
    }
  }

  private void companionFailed(Throwable error) {
    try {
      log.report(error, "rules are not followed, or logs not sent; that is tried every second");
    } catch (Throwable worse) {
      // Likewise.
    }
  }

  /** Counts what is lost, and says so. */
  private final class Lost implements Losses {
    @Override
    public void notSent(Exception error) {
      selfMetrics.flushFailed();
      log.say(
          "cannot send to "
              + host
              + ":"
              + port
              + " ("
              + error
              + "); what is not sent is lost until a sidecar listens there");
    }

    @Override
    public void tooLong(Metric metric, long samples, int bytes) {
      selfMetrics.dropped(samples);
      log.say(
          "samples of "
              + metric.name()
              + " are dropped, as name and tags take more than the "
              + bytes
              + " bytes of the longest message; shorten the keys of its tags, or DD_TAGS");
    }
  }
}
