package io.tagalong.sidecar.encode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The run of a service check for {@code /api/v1/check_run}, complete.
 *
 * @param status 0 OK, 1 warning, 2 critical, 3 unknown
 * @param timestampSeconds in seconds since 1970
 */
public record CheckItem(
    String check,
    String host,
    int status,
    long timestampSeconds,
    @Nullable String message,
    List<String> tags) {

  public CheckItem {
    tags = List.copyOf(tags);
  }
}
