package io.tagalong.agent.braze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.http.ExchangeOf;
import io.tagalong.agent.http.SentRequest;
import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.probe.Recorder;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TakenSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrazeListenerTest {
  private static final String HOST = "rest.iad-01.braze.com";
  private static final String CAMPAIGN = "/campaigns/trigger/send";

  private final CapturedLog captured = new CapturedLog();
  private final Tables tables = new Tables();
  private BrazeListener listener = listener("");

  private BrazeListener listener(String map) {
    return new BrazeListener(List.of(), map, new Recorder(tables), captured.log());
  }

  @Test
  void addsUpThoseWhomAMessageIsFor() {
    end("/messages/send", "{\"external_user_ids\":[\"a\",\"b\"],\"user_aliases\":[{}]}", 201);

    assertEquals(Map.of("braze.messaging.sent|d|#", "[3.0]"), TakenSamples.of(tables));
  }

  @Test
  void takesIdentifiersAndRecipientsOfCampaignsAndCanvases() {
    end(CAMPAIGN, "{\"campaign_id\":\"c\",\"recipients\":[{},{}]}", 200);
    end("/canvas/trigger/send", "{\"canvas_id\":\"v\",\"broadcast\":true}", 201);
    end("/transactional/v1/campaigns/t/send", "{\"recipient\":{}}", 201);

    assertEquals(
        Map.of(
            "braze.messaging.sent|d|#campaign_id:c", "[2.0]",
            "braze.messaging.sent|d|#canvas_id:v", "[1.0]",
            "braze.messaging.sent|d|#campaign_id:t", "[1.0]"),
        TakenSamples.of(tables));
  }

  @Test
  void countsOneSendWhenTheBodyCannotBeRead() {
    end(CAMPAIGN, null, 201);
    end(CAMPAIGN, "\u001f\u008b compressed", 201);
    end(CAMPAIGN, "[]", 201);
    end(CAMPAIGN, "{\"campaign_id\":{\"a\":1},\"recipients\":\"all\"}", 201);

    assertEquals(
        Map.of("braze.messaging.sent|d|#", "[1.0, 1.0, 1.0, 1.0]"), TakenSamples.of(tables));
    assertEquals(0, captured.log().suppressedErrors());
  }

  @Test
  void countsErrorsByStatus() {
    end(CAMPAIGN, "{\"campaign_id\":\"c\"}", 429);
    end(CAMPAIGN, "{\"campaign_id\":\"c\"}", 302);
    end(CAMPAIGN, "{\"campaign_id\":\"c\"}", 0);

    assertEquals(
        Map.of(
            "braze.messaging.errors|c|#campaign_id:c,status:429", "1",
            "braze.messaging.errors|c|#campaign_id:c,status:302", "1",
            "braze.messaging.errors|c|#campaign_id:c,status:none", "1"),
        TakenSamples.of(tables));
  }

  @Test
  void wantsOnlyWhatSends() {
    assertTrue(listener.wants(SentRequest.to("POST", HOST, CAMPAIGN)));
    assertFalse(listener.wants(SentRequest.to("GET", HOST, CAMPAIGN)));
    assertFalse(listener.wants(SentRequest.to("POST", "example.com", CAMPAIGN)));
    assertFalse(listener.wants(SentRequest.to("POST", HOST, "/users/track")));
  }

  @Test
  void leavesToARuleWhatItRecords() {
    tables.group("braze").enter(1);
    assertTrue(listener.recordedAlready());

    tables.group("braze").leave(1);
    assertFalse(listener.recordedAlready());
  }

  @Test
  void takesNamesFromTheMap(@TempDir Path folder) throws IOException {
    Path map = folder.resolve("braze.yaml");
    Files.writeString(
        map,
        "app_group: {id: g, name: Shop}\n"
            + "hosts: {rest.fra-01.braze.eu: EU}\n"
            + "campaigns: {c: Letter, d: {name: Other}}\n"
            + "canvases: {v: {name: Welcome, step_id: s, step_name: First}}\n");
    listener = listener(map.toString());

    end(CAMPAIGN, "{\"campaign_id\":\"c\"}", 201);
    end("/canvas/trigger/send", "{\"canvas_id\":\"v\"}", 201);
    listener.ended(
        ExchangeOf.request("rest.fra-01.braze.eu", CAMPAIGN, "{\"campaign_id\":\"d\"}", 201));

    String sent = "braze.messaging.sent|d|#app_group_id:g,app_group_name:";
    assertEquals(
        Map.of(
            sent + "Shop,campaign_id:c,campaign_name:Letter",
            "[1.0]",
            sent + "EU,campaign_id:d,campaign_name:Other",
            "[1.0]",
            sent + "Shop,canvas_id:v,canvas_name:Welcome,canvas_step_id:s,canvas_step_name:First",
            "[1.0]"),
        TakenSamples.of(tables));
    assertEquals("", captured.text());
  }

  @Test
  void saysWhatItCannotUseOfTheMap(@TempDir Path folder) throws IOException {
    Path map = folder.resolve("braze.yaml");
    Files.writeString(map, "campaign: {c: d}\ncampaigns: [c]\ncanvases: {v: {nam: x}}\n");

    listener(map.toString());
    listener(folder.resolve("absent.yaml").toString());

    String said = captured.text();
    assertTrue(said.contains("has no key 'campaign'"), said);
    assertTrue(said.contains(":2:12: 'campaigns' must be a text or a number"), said);
    assertTrue(said.contains("canvases.v has no key 'nam'"), said);
    assertTrue(said.contains("cannot read"), said);
  }

  private void end(String path, @Nullable String body, int status) {
    listener.ended(ExchangeOf.request(HOST, path, body, status));
  }
}
