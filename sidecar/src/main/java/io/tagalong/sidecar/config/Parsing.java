package io.tagalong.sidecar.config;

import io.tagalong.sidecar.dogstatsd.ParserOptions;

/**
 * How messages are read, by the kind of socket they come from.
 *
 * @param udp for datagrams over UDP
 * @param unix for both kinds of Unix sockets
 */
public record Parsing(ParserOptions udp, ParserOptions unix) {
  /** The same everywhere. */
  public Parsing(ParserOptions options) {
    this(options, options);
  }
}
