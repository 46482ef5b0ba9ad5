package io.tagalong.metrics;

import java.io.IOException;

/** Datadog's API, as far as the flush thread needs it. */
interface Intake {
  /**
   * Posts one JSON body and waits for the answer, some seconds at most.
   *
   * @param path such as {@code /api/v2/series}
   * @return the status
   */
  int post(String path, byte[] body) throws IOException;
}
