package io.tagalong.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.datadog.api.client.ApiClient;
import com.datadog.api.client.v1.api.EventsApi;
import com.datadog.api.client.v1.api.MetricsApi;
import com.datadog.api.client.v1.api.ServiceChecksApi;
import com.datadog.api.client.v1.model.DistributionPointItem;
import com.datadog.api.client.v1.model.DistributionPointsPayload;
import com.datadog.api.client.v1.model.DistributionPointsSeries;
import com.datadog.api.client.v1.model.EventAlertType;
import com.datadog.api.client.v1.model.EventCreateRequest;
import com.datadog.api.client.v1.model.ServiceCheck;
import com.datadog.api.client.v1.model.ServiceCheckStatus;
import com.datadog.api.client.v2.api.LogsApi;
import com.datadog.api.client.v2.model.ChangeEventCustomAttributes;
import com.datadog.api.client.v2.model.ChangeEventCustomAttributesAuthor;
import com.datadog.api.client.v2.model.ChangeEventCustomAttributesAuthorType;
import com.datadog.api.client.v2.model.ChangeEventCustomAttributesChangedResource;
import com.datadog.api.client.v2.model.ChangeEventCustomAttributesChangedResourceType;
import com.datadog.api.client.v2.model.ChangeEventCustomAttributesImpactedResourcesItems;
import com.datadog.api.client.v2.model.ChangeEventCustomAttributesImpactedResourcesItemsType;
import com.datadog.api.client.v2.model.EventCategory;
import com.datadog.api.client.v2.model.EventCreateRequestType;
import com.datadog.api.client.v2.model.EventPayload;
import com.datadog.api.client.v2.model.EventPayloadAttributes;
import com.datadog.api.client.v2.model.EventPayloadIntegrationId;
import com.datadog.api.client.v2.model.HTTPLogItem;
import com.datadog.api.client.v2.model.MetricIntakeType;
import com.datadog.api.client.v2.model.MetricPayload;
import com.datadog.api.client.v2.model.MetricPoint;
import com.datadog.api.client.v2.model.MetricResource;
import com.datadog.api.client.v2.model.MetricSeries;
import io.tagalong.intake.ledger.Held;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Datadog's own client finds nothing amiss, and nothing is amiss with what it sends. */
final class OfficialClientTest {
  private static final int ANY_ADDRESS_SERVER = 1;

  @AutoClose private final TestIntake intake = new TestIntake();
  private ApiClient client;

  @BeforeEach
  void connect() {
    client = new ApiClient();
    client.setServerIndex(ANY_ADDRESS_SERVER);
    client.setServerVariables(
        Map.of("protocol", "http", "name", "127.0.0.1:" + intake.emulator().uri().getPort()));
    client.configureApiKeys(Map.of("apiKeyAuth", Call.KEY));
  }

  @AfterEach
  void noRuleIsBroken() {
    assertEquals(List.of(), intake.emulator().violations());
  }

  @Test
  void isAcceptedWithSeries() throws Exception {
    MetricSeries series =
        new MetricSeries()
            .metric("shop.orders")
            .type(MetricIntakeType.COUNT)
            .interval(10L)
            .addTagsItem("env:test")
            .addResourcesItem(new MetricResource().type("host").name("host-1"))
            .addPointsItem(new MetricPoint().timestamp(SeriesBody.NOW_SECONDS).value(3.0));

    new com.datadog.api.client.v2.api.MetricsApi(client)
        .submitMetrics(new MetricPayload().addSeriesItem(series));

    assertEquals(3, held().metrics().total("shop.orders", "env:test"));
  }

  @Test
  void isAcceptedWithDistributionPoints() throws Exception {
    DistributionPointsSeries series =
        new DistributionPointsSeries()
            .metric("shop.latency")
            .host("host-1")
            .addTagsItem("env:test")
            .addPointsItem(
                List.of(
                    new DistributionPointItem((double) SeriesBody.NOW_SECONDS),
                    new DistributionPointItem(List.of(1.0, 2.0))));

    new MetricsApi(client)
        .submitDistributionPoints(new DistributionPointsPayload().addSeriesItem(series));

    assertEquals(3, held().metrics().summary("shop.latency").sum());
  }

  @Test
  void isAcceptedWithEvent() throws Exception {
    EventCreateRequest event =
        new EventCreateRequest("3 pods", "deployed")
            .alertType(EventAlertType.INFO)
            .addTagsItem("env:test")
            .dateHappened(SeriesBody.NOW_SECONDS);

    assertEquals("ok", new EventsApi(client).createEvent(event).getStatus());

    assertEquals("deployed", held().events().get(0).title());
  }

  @Test
  void isAcceptedWithChangeOfFeatureFlag() throws Exception {
    ChangeEventCustomAttributes change =
        new ChangeEventCustomAttributes(
                new ChangeEventCustomAttributesChangedResource(
                    "new_checkout", ChangeEventCustomAttributesChangedResourceType.FEATURE_FLAG))
            .author(
                new ChangeEventCustomAttributesAuthor(
                    "ann", ChangeEventCustomAttributesAuthorType.USER))
            .addImpactedResourcesItem(
                new ChangeEventCustomAttributesImpactedResourcesItems(
                    "shop", ChangeEventCustomAttributesImpactedResourcesItemsType.SERVICE))
            .prevValue(Map.of("on", false))
            .newValue(Map.of("on", true));
    EventPayload event =
        new EventPayload(
                new EventPayloadAttributes(change), EventCategory.CHANGE, "new_checkout on")
            .addTagsItem("env:test")
            .integrationId(EventPayloadIntegrationId.CUSTOM_EVENTS);

    new com.datadog.api.client.v2.api.EventsApi(client)
        .createEvent(
            new com.datadog.api.client.v2.model.EventCreateRequestPayload(
                new com.datadog.api.client.v2.model.EventCreateRequest(
                    event, EventCreateRequestType.EVENT)));

    assertEquals("new_checkout on", held().events().get(0).title());
  }

  @Test
  void isAcceptedWithServiceCheck() throws Exception {
    ServiceCheck check =
        new ServiceCheck("shop.up", "host-1", ServiceCheckStatus.WARNING, List.of("env:test"))
            .message("slow")
            .timestamp(SeriesBody.NOW_SECONDS);

    new ServiceChecksApi(client).submitServiceCheck(List.of(check));

    assertEquals(1, held().checks().get(0).status());
  }

  @Test
  void isAcceptedWithLogs() throws Exception {
    HTTPLogItem log = new HTTPLogItem("sold").ddsource("shop").ddtags("env:test").service("till");

    new LogsApi(client).submitLog(List.of(log));

    assertEquals("till", held().logs().get(0).service());
  }

  private Held held() {
    return intake.emulator().held();
  }
}
