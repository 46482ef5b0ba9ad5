package io.tagalong.sidecar.key;

/** A place where the API key stands, to be read again when it may have been replaced there. */
public interface KeySource {

  /** Reads the key; may wait for a file or a program, within bounds. */
  ApiKey read() throws KeyUnavailableException, InterruptedException;

  /** Whether there are signs that the key is another than at the last reading. Never waits long. */
  boolean looksChanged();
}
