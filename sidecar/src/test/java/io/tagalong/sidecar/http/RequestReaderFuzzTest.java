package io.tagalong.sidecar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Whatever a connection brings is a request within the limits, a refusal, or cut off. */
class RequestReaderFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void readsOrRefusesAnyBytes(byte[] bytes) {
    Semaphore room = new Semaphore(1 << 20);
    try (RequestReader reader =
        new RequestReader(new ByteArrayInputStream(bytes), () -> {}, path -> 1 << 20, room)) {
      Optional<Request> request = reader.read();

      request.ifPresent(
          read -> assertTrue(read.body().length <= bytes.length && read.path().startsWith("/")));
    } catch (RefusedException refused) {
      assertTrue(refused.refusal().answer().status() >= 400);
    } catch (IOException cutOff) {
      assertTrue(cutOff.getMessage() != null);
    }
    assertEquals(1 << 20, room.availablePermits());
  }
}
