package io.tagalong.agent.probe;

import io.tagalong.agent.log.Log;
import org.jspecify.annotations.Nullable;

/**
 * One call that a probe watches, from its start to its end.
 *
 * <p>Woven code keeps it in a local variable of the watched method. So it belongs to this call
 * alone, however calls are nested and whatever the rules become meanwhile, and it is gone when the
 * method is: there is nothing to bound and nothing that could retain a class loader.
 */
public final class WatchedCall {
  private final Log log;
  private final Probe probe;
  private final Object state;
  private final @Nullable Object self;
  private final @Nullable Object[] arguments;

  private WatchedCall(
      Log log, Probe probe, Object state, @Nullable Object self, @Nullable Object[] arguments) {
    this.log = log;
    this.probe = probe;
    this.state = state;
    this.self = self;
    this.arguments = arguments;
  }

  /** Asks the probe whether it watches the call; null when it does not. */
  public static @Nullable WatchedCall begin(
      Log log, Probe probe, @Nullable Object self, @Nullable Object[] arguments) {
    try {
      Object state = probe.begin(self, arguments);
      return state == null ? null : new WatchedCall(log, probe, state, self, arguments);
    } catch (Throwable t) {
      log.report(t);
      return null;
    }
  }

  /**
   * An argument with which the method goes on: the one handed in, or what the probe has put in its
   * place.
   *
   * @param call what {@link #begin} gave
   */
  public static @Nullable Object argument(
      @Nullable Object call, int index, @Nullable Object handedIn) {
    return call == null ? handedIn : ((WatchedCall) call).arguments[index];
  }

  /**
   * Tells the probe that the call returned.
   *
   * @param call what {@link #begin} gave
   * @return what the application gets
   */
  public static @Nullable Object returned(@Nullable Object call, @Nullable Object result) {
    if (call == null) {
      return result;
    }
    WatchedCall watched = (WatchedCall) call;
    try {
      return watched.probe.returned(watched.state, watched.self, watched.arguments, result);
    } catch (Throwable t) {
      watched.log.report(t);
      return result;
    }
  }

  /** Tells the probe that the call threw. */
  public static void threw(@Nullable Object call, Throwable thrown) {
    if (call == null) {
      return;
    }
    WatchedCall watched = (WatchedCall) call;
    try {
      watched.probe.threw(watched.state, watched.self, watched.arguments, thrown);
    } catch (Throwable t) {
      watched.log.report(t);
    }
  }
}
