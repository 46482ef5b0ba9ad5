package io.tagalong.sidecar.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** What several requests share. */
final class RequestReaderTest {
  private static final String TEN_BYTES =
      "POST /x HTTP/1.1\r\nContent-Length: 10\r\n\r\n0123456789";

  private final Semaphore room = new Semaphore(15);

  @Test
  void refusesBodiesThatAreTooMuchTogetherUntilOneIsDoneWith() throws Exception {
    try (RequestReader first = reader();
        RequestReader second = reader()) {
      assertTrue(first.read().isPresent());

      RefusedException refused = assertThrows(RefusedException.class, second::read);
      assertEquals(503, refused.refusal().answer().status());
    }

    try (RequestReader third = reader()) {
      assertTrue(third.read().isPresent());
    }
    assertEquals(15, room.availablePermits());
  }

  private RequestReader reader() {
    ByteArrayInputStream in = new ByteArrayInputStream(TEN_BYTES.getBytes(ISO_8859_1));
    return new RequestReader(in, () -> {}, path -> 100, room);
  }
}
