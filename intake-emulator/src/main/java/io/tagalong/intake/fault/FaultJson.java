package io.tagalong.intake.fault;

import io.tagalong.intake.json.JsonObject;
import io.tagalong.intake.rule.Refusal;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a step of a fault script as the control API and the command line take it, such as {@code
 * {"route": "/api/v2/series", "fault": "reply", "status": 503, "times": 3}}.
 */
public final class FaultJson {
  private static final int MAX_BODY_BYTES = 64 << 20;

  private FaultJson() {}

  /**
   * Appends the step to the script.
   *
   * @param routes the paths that a step may name
   * @throws Refusal if the step is not of its form
   * @throws IllegalArgumentException if a value makes no sense; the message says which would
   */
  public static void addTo(FaultScript script, JsonObject step, Set<String> routes) throws Refusal {
    String name = step.text("fault");
    long times = step.integer("times", 1);
    if (times > FaultScript.FOREVER) {
      throw new IllegalArgumentException("times must be at most " + FaultScript.FOREVER);
    }
    if (name.equals("tls_handshake")) {
      step.refuseOthers();
      script.failHandshakes((int) times);
      return;
    }
    String route = step.text("route", FaultScript.ANY_ROUTE);
    if (!route.equals(FaultScript.ANY_ROUTE) && !routes.contains(route)) {
      throw new IllegalArgumentException(
          "unknown route '%s'; there are * and %s".formatted(route, new TreeSet<>(routes)));
    }
    Fault fault = fault(name, step);
    step.refuseOthers();
    script.add(route, fault, (int) times);
  }

  private static Fault fault(String name, JsonObject step) throws Refusal {
    return switch (name) {
      case "reply" ->
          new Fault.Reply(
              within("status", step.integer("status"), 200, 599),
              step.textsByName("headers"),
              within("body_bytes", step.integer("body_bytes", 0), 0, MAX_BODY_BYTES));
      case "delay" -> new Fault.Delay(millis(step, "delay_millis"));
      case "hang" -> new Fault.Hang();
      case "close_after_headers" -> new Fault.CloseAfterHeaders();
      case "reset_mid_body" -> new Fault.ResetMidBody();
      case "accept_then_cut" -> new Fault.AcceptThenCut();
      case "slow_drip" -> new Fault.SlowDrip(millis(step, "pause_millis"));
      default ->
          throw new IllegalArgumentException(
              ("unknown fault '%s'; there are reply, delay, hang, close_after_headers,"
                      + " reset_mid_body, accept_then_cut, slow_drip, tls_handshake")
                  .formatted(name));
    };
  }

  private static Duration millis(JsonObject step, String name) throws Refusal {
    return Duration.ofMillis(within(name, step.integer(name), 0, Integer.MAX_VALUE));
  }

  private static int within(String name, long value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be from %d to %d, not %d".formatted(name, least, most, value));
    }
    return (int) value;
  }
}
