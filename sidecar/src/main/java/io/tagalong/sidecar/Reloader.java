package io.tagalong.sidecar;

import io.tagalong.sidecar.config.InvalidSettingsException;
import io.tagalong.sidecar.config.LoadedSettings;
import io.tagalong.sidecar.config.Problem;
import io.tagalong.sidecar.config.Setting;
import io.tagalong.sidecar.config.Settings;
import io.tagalong.sidecar.config.SettingsSource;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Takes over what can be taken over from a changed settings file. A file that is invalid changes
 * nothing, and is complained of once.
 *
 * <p>Threads: the event loop asks for checks, a thread of its own, {@code tagalong-reload}, reads
 * the file, because a disk may be slow. A check that is asked for while one runs is left out: the
 * next comes with the next bucket.
 */
final class Reloader {
  private final SettingsSource source;
  private final LoadedSettings atStart;
  private final Consumer<Settings> takeOver;
  private final Telemetry telemetry;
  private final Log log;
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          0,
          1,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> new Thread(task, "tagalong-reload"),
          new ThreadPoolExecutor.DiscardPolicy());

  /**
   * Nothing is checked until it is asked for.
   *
   * @param atStart what the source gave when the sidecar started
   * @param takeOver gets valid new settings, on the reloading thread
   */
  Reloader(
      SettingsSource source,
      LoadedSettings atStart,
      Consumer<Settings> takeOver,
      Telemetry telemetry,
      Log log) {
    this.source = source;
    this.atStart = atStart;
    this.takeOver = takeOver;
    this.telemetry = telemetry;
    this.log = log;
  }

  /** Has the file checked soon; returns at once. */
  void request() {
    executor.execute(this::checkSafely);
  }

  /** Returns when no check runs and none will. */
  void stop() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(1, TimeUnit.SECONDS)) {
        log.warn("Reading the settings' file again did not end in time; nothing depends on it.");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes the file's settings over if it has changed since the last time. */
  void check() {
    if (!source.hasChanged()) {
      return;
    }
    try {
      LoadedSettings newer = source.load();
      takeOver.accept(newer.settings());
      telemetry.add(SelfMetric.CONFIG_RELOADS, 1);
      log.info("Took over the changed settings." + restartHint(atStart.needingRestart(newer)));
      newer.warnings().forEach(log::warn);
    } catch (InvalidSettingsException invalid) {
      telemetry.add(SelfMetric.CONFIG_RELOADS_FAILED, 1);
      log.error(
          invalid.problems().stream()
              .map(Problem::toString)
              .collect(
                  Collectors.joining(
                      " | ",
                      "The settings' file has changed and is ignored until it is valid: ",
                      "")));
    }
  }

  private void checkSafely() {
    try {
      check();
    } catch (RuntimeException defect) {
      telemetry.add(SelfMetric.CONFIG_RELOADS_FAILED, 1);
      log.error(
          "Reading the settings again broke off because of a defect, please report: " + defect);
    }
  }

  private static String restartHint(List<Setting> settings) {
    return settings.isEmpty()
        ? ""
        : settings.stream()
            .map(setting -> setting.keys().stream().findFirst().orElse(setting.name()))
            .collect(Collectors.joining(", ", " These need a restart: ", "."));
  }
}
