package io.tagalong.intake.net;

import org.jspecify.annotations.Nullable;

/**
 * The request line and the headers.
 *
 * @param path decoded as little as possible: it is compared, never opened
 * @param query what stands behind the question mark, still encoded; null if there is none
 */
public record RequestHead(String method, String path, @Nullable String query, Headers headers) {
  static RequestHead of(String method, String target, Headers headers) {
    int mark = target.indexOf('?');
    return mark < 0
        ? new RequestHead(method, target, null, headers)
        : new RequestHead(method, target.substring(0, mark), target.substring(mark + 1), headers);
  }
}
