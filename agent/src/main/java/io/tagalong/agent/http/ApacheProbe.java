package io.tagalong.agent.http;

import org.jspecify.annotations.Nullable;

/**
 * Apache HttpClient 4 and 5, the classic API: {@code doExecute(target, request, context)}, the end
 * of all forms of {@code execute}.
 */
final class ApacheProbe extends ClientProbe {
  ApacheProbe(HttpWatch watch) {
    super(watch);
  }

  @Override
  @Nullable HttpRequest request(@Nullable Object self, @Nullable Object[] arguments) {
    return arguments[1] == null ? null : ApacheRequest.of(arguments[0], arguments[1]);
  }

  @Override
  @Nullable Object returned(Pending pending, @Nullable Object result) {
    if (result != null) {
      pending.answered(new ApacheResponse(result));
    }
    return result;
  }
}
