package io.tagalong.agent.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.probe.Probe;
import io.tagalong.agent.probe.SteppedTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UrlConnectionProbeTest {
  private static final Object[] NONE = {};

  /** A connection that is never opened. */
  private static final class Connection extends HttpURLConnection {
    private final int status;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    Connection(String url, int status) throws IOException {
      super(URI.create(url).toURL());
      this.status = status;
    }

    @Override
    public int getResponseCode() throws IOException {
      if (status == 0) {
        throw new IOException("refused");
      }
      return status;
    }

    @Override
    public void connect() {}

    @Override
    public void disconnect() {}

    @Override
    public boolean usingProxy() {
      return false;
    }
  }

  private final Listening listening = new Listening("/send");
  private final UrlConnectionProbe probe =
      new UrlConnectionProbe(
          new HttpWatch(List.of(listening), new SteppedTime()::stopwatch, new CapturedLog().log()));

  @Test
  void tellsOnceHoweverOftenTheResponseIsAskedFor() throws Exception {
    Connection connection = new Connection("http://h/send", 201);

    Object state = Objects.requireNonNull(probe.begin(connection, NONE));
    assertNull(probe.begin(connection, NONE), "the connection asks itself");
    probe.returned(state, connection, NONE, InputStream.nullInputStream());
    assertNull(probe.begin(connection, NONE), "the application asks again");

    assertEquals(1, listening.ended().size());
    assertEquals(201, listening.ended().get(0).status());
  }

  @Test
  void keepsACopyOfWhatTheApplicationWrites() throws Exception {
    Connection connection = new Connection("http://u:secret@h:81/send", 201);
    connection.setDoOutput(true);

    OutputStream stream = output(connection);
    stream.write('a');
    stream.write(new byte[] {'x', 'b', 'c', 'x'}, 1, 2);
    assertSame(stream, output(connection), "the same stream again");
    end(connection);

    HttpRequest request = listening.ended().get(0).request();
    assertArrayEquals(new byte[] {'a', 'b', 'c'}, connection.written.toByteArray());
    assertArrayEquals(new byte[] {'a', 'b', 'c'}, request.body());
    assertEquals("POST", request.method());
    assertEquals("h:81", request.authority());
  }

  @Test
  void writesAllAndKeepsNothingWhenTheBodyIsTooLong() throws Exception {
    Connection connection = new Connection("http://h/send", 201);
    byte[] half = new byte[HttpRequest.MAX_BODY_BYTES / 2 + 1];

    OutputStream stream = output(connection);
    stream.write(half);
    stream.write(half);
    end(connection);

    assertEquals(2 * half.length, connection.written.size());
    assertNull(listening.ended().get(0).request().body());
  }

  @Test
  void tellsTheStatusAlsoWhenAskingForTheResponseThrows() throws Exception {
    Connection refused = new Connection("http://h/send", 429);
    Connection nobody = new Connection("http://h/send", 0);
    IOException thrown = new IOException("status 429");

    probe.threw(Objects.requireNonNull(probe.begin(refused, NONE)), refused, NONE, thrown);
    probe.threw(Objects.requireNonNull(probe.begin(nobody, NONE)), nobody, NONE, thrown);

    assertEquals(429, listening.ended().get(0).status());
    assertEquals(0, listening.ended().get(1).status());
    assertSame(thrown, listening.ended().get(1).thrown());
  }

  @Test
  void tellsOnceOfAConnectionThatCannotBeMade() throws Exception {
    Connection connection = new Connection("http://h/send", 0);
    Probe output = probe.output();
    IOException refused = new IOException("refused");

    Object state = Objects.requireNonNull(output.begin(connection, NONE));
    output.threw(state, connection, NONE, new ProtocolException("not set up for output"));
    assertEquals(0, listening.ended().size());
    output.threw(state, connection, NONE, refused);
    output.threw(state, connection, NONE, refused);

    assertEquals(1, listening.ended().size());
    assertSame(refused, listening.ended().get(0).thrown());
  }

  @Test
  void leavesConnectionsAloneThatNobodyWants() throws Exception {
    Connection connection = new Connection("http://h/other", 200);

    assertNull(probe.begin(connection, NONE));
    assertNull(probe.output().begin(connection, NONE));
  }

  @Test
  void countsTheRequestNeitherInsideNorAfterACallThatIsRecorded() throws Exception {
    Connection connection = new Connection("http://h/send", 201);

    listening.recordedAlready(true);
    assertNull(probe.begin(connection, NONE));
    listening.recordedAlready(false);
    assertNull(probe.begin(connection, NONE));
  }

  private OutputStream output(Connection connection) {
    Probe output = probe.output();
    Object state = Objects.requireNonNull(output.begin(connection, NONE));
    Object stream = output.returned(state, connection, NONE, connection.written);
    assertNotNull(stream);
    return (OutputStream) stream;
  }

  private void end(Connection connection) {
    Object state = Objects.requireNonNull(probe.begin(connection, NONE));
    probe.returned(state, connection, NONE, InputStream.nullInputStream());
  }
}
