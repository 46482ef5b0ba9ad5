package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.KeySource;
import io.tagalong.sidecar.key.KeyUnavailableException;
import java.util.Map;

/** An API key in a place that does not change while the process runs. */
final class TextKey implements KeySource {
  private final KeyPlace place;
  private final Map<String, String> environment;

  TextKey(KeyPlace place, Map<String, String> environment) {
    this.place = place;
    this.environment = environment;
  }

  @Override
  public ApiKey read() throws KeyUnavailableException {
    String text = place.text(environment);
    if (!ApiKey.isWellFormed(text)) {
      throw new KeyUnavailableException(
          "%s holds no Datadog API key (%d characters, not shown); allowed are %s"
              .formatted(place.words(), text.length(), ApiKey.SHAPE));
    }
    return new ApiKey(text);
  }

  @Override
  public boolean looksChanged() {
    return false;
  }
}
