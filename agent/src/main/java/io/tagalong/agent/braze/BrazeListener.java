package io.tagalong.agent.braze;

import io.tagalong.agent.http.HttpExchange;
import io.tagalong.agent.http.HttpListener;
import io.tagalong.agent.http.HttpRequest;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.Recorder;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import java.util.List;

/**
 * Records what Braze accepts for sending, by those whom it goes to, and what it refuses.
 *
 * <p>Neither the API key nor any identifier of a person is looked at.
 */
public final class BrazeListener implements HttpListener {
  /** A user's rule for a method of the application has this group, and is then what counts. */
  static final String GROUP = "braze";

  /** Large accounts have more campaigns and canvases than the usual limit. */
  private static final int LIMIT = 2_000;

  /** As Braze's own integration with Datadog names it and its tags. */
  static final Metric SENT =
      new Metric(
          "braze.messaging.sent",
          MetricType.DISTRIBUTION,
          List.of(
              "app_group_id",
              "app_group_name",
              "campaign_id",
              "campaign_name",
              "canvas_id",
              "canvas_name",
              "canvas_step_id",
              "canvas_step_name"),
          LIMIT,
          1);

  static final Metric ERRORS =
      new Metric(
          "braze.messaging.errors",
          MetricType.COUNT,
          List.of("campaign_id", "canvas_id", "status"),
          LIMIT,
          1);

  private final Hosts hosts;
  private final BrazeMap map;
  private final Recorder recorder;

  /**
   * @param otherHosts hosts besides Braze's own, without ports
   * @param mapFile path of the file with names; empty for none
   */
  public BrazeListener(List<String> otherHosts, String mapFile, Recorder recorder, Log log) {
    this.hosts = new Hosts(otherHosts);
    this.map = BrazeMap.read(mapFile, log);
    this.recorder = recorder;
  }

  @Override
  public boolean wants(HttpRequest request) {
    return request.method().equals("POST")
        && SendEndpoint.at(request.path()) != null
        && hosts.contain(request.host());
  }

  @Override
  public boolean recordedAlready() {
    return recorder.inside(GROUP);
  }

  @Override
  public void ended(HttpExchange exchange) {
    Send send = Send.of(exchange.request());
    String campaign = send.campaignId();
    String canvas = send.canvasId();
    int status = exchange.status();
    if (status < 200 || status > 299) {
      recorder.record(ERRORS, 1, campaign, canvas, status == 0 ? "none" : String.valueOf(status));
      return;
    }
    String host = exchange.request().host();
    recorder.record(
        SENT,
        send.recipients(),
        map.appGroup(host, "id"),
        map.appGroup(host, "name"),
        campaign,
        map.campaignName(campaign),
        canvas,
        map.canvas(canvas, "name"),
        map.canvas(canvas, "step_id"),
        map.canvas(canvas, "step_name"));
  }
}
