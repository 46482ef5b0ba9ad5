package io.tagalong.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class CountingIntakeTest {
  @Test
  void countsTheItemsOfABodyAndItsBytesBeforeCompression() throws Exception {
    byte[] body = body(3, 200);

    try (CountingIntake intake = new CountingIntake()) {
      post(intake.uri(), body);
      post(intake.uri(), body);

      assertEquals(4, intake.items());
      assertEquals(2L * body.length, intake.bytes());
    }
  }

  @Test
  void anEmptyBodyHasNoItems() throws IOException {
    assertEquals(0, CountingIntake.items(new byte[0]));
  }

  /** Fields 1 with contents of these lengths; 128 and more take two bytes to say. */
  private static byte[] body(int shortLength, int longLength) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x0A);
    out.write(shortLength);
    out.writeBytes(new byte[shortLength]);
    out.write(0x0A);
    out.write(longLength & 0x7F | 0x80);
    out.write(longLength >>> 7);
    out.writeBytes(new byte[longLength]);
    return out.toByteArray();
  }

  private static void post(URI intake, byte[] body) throws Exception {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(deflated)) {
      deflater.write(body);
    }
    HttpRequest request =
        HttpRequest.newBuilder(intake.resolve("/api/v2/series"))
            .header("Content-Encoding", "deflate")
            .POST(BodyPublishers.ofByteArray(deflated.toByteArray()))
            .build();

    int status = HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();

    assertEquals(202, status);
  }
}
