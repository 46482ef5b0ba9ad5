package io.tagalong.agent.model;

import io.tagalong.agent.probe.Authority;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where a request to a model goes. Immutable. */
public final class ModelEndpoint {
  /** Ends of the paths that OpenAI's API has for models, with any version or prefix before. */
  private static final String[] PATHS = {
    "/chat/completions",
    "/completions",
    "/embeddings",
    "/responses",
    "/moderations",
    "/images/generations",
    "/images/edits",
    "/audio/speech",
    "/audio/transcriptions",
    "/audio/translations",
    "/rerank"
  };

  private final String authority;
  private final String family;

  private ModelEndpoint(String authority, String family) {
    this.authority = authority;
    this.family = family;
  }

  /** The endpoint at an address; null when that is none of a model. */
  public static @Nullable ModelEndpoint at(@Nullable String address) {
    if (address == null) {
      return null;
    }
    try {
      URI uri = new URI(address);
      String authority = Authority.of(uri);
      String family = uri.getRawPath() == null ? null : family(uri.getRawPath());
      return authority.isEmpty() || family == null ? null : new ModelEndpoint(authority, family);
    } catch (URISyntaxException e) {
      return null; // The client will say so to the application.
    }
  }

  /** Whose API a path is of; null when it is none of a model. */
  static @Nullable String family(String path) {
    if (path.endsWith("/v1/messages")) {
      return "anthropic";
    }
    for (String end : PATHS) {
      if (path.endsWith(end)) {
        return "openai";
      }
    }
    return null;
  }

  /** Host, and port if there is one. */
  public String authority() {
    return authority;
  }

  /** Whose API it is. */
  public String family() {
    return family;
  }
}
