package io.tagalong.agent.braze;

import org.jspecify.annotations.Nullable;

/**
 * An endpoint of Braze's REST API that sends messages at once.
 *
 * <p>Source: Braze's documentation, API, messaging endpoints, "Send messages". Those that make a
 * schedule or a send identifier send nothing; neither does {@code /users/track}.
 */
enum SendEndpoint {
  MESSAGES("/messages/send"),
  CAMPAIGN("/campaigns/trigger/send"),
  CANVAS("/canvas/trigger/send"),
  TRANSACTIONAL("/send");

  private static final String TRANSACTIONAL_START = "/transactional/v1/campaigns/";

  private final String end;

  SendEndpoint(String end) {
    this.end = end;
  }

  /** The endpoint at a path, which a proxy may have put something before; null for all others. */
  static @Nullable SendEndpoint at(String path) {
    if (!path.endsWith(TRANSACTIONAL.end)) {
      return null;
    }
    for (SendEndpoint endpoint : values()) {
      if (endpoint != TRANSACTIONAL && path.endsWith(endpoint.end)) {
        return endpoint;
      }
    }
    return transactionalCampaign(path) == null ? null : TRANSACTIONAL;
  }

  /** The campaign that a path names; null for the path of another endpoint. */
  static @Nullable String transactionalCampaign(String path) {
    int start = path.indexOf(TRANSACTIONAL_START);
    int from = start + TRANSACTIONAL_START.length();
    int to = path.length() - TRANSACTIONAL.end.length();
    return start < 0 || to <= from || path.lastIndexOf('/', to - 1) >= from
        ? null
        : path.substring(from, to);
  }
}
