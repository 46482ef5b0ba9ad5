package io.tagalong.sidecar.listen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A stream's frames are the same, wherever the reads have cut it. */
class FrameCutterFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void cutsAnyBytesWhereTheirLengthsSay(FuzzedDataProvider data) {
    Random sizes = new Random(data.consumeLong());
    ByteBuffer stream = ByteBuffer.wrap(data.consumeRemainingAsBytes());
    Whole whole = Whole.of(stream.duplicate().order(ByteOrder.LITTLE_ENDIAN));

    Pieces pieces = new Pieces();
    boolean usable = pieces.cut(stream, sizes);

    assertEquals(whole.frames(), pieces.frames);
    assertEquals(whole.frames().size(), pieces.cutter.frames());
    assertEquals(whole.usable(), usable);
    assertEquals(!usable || whole.unfinished(), pieces.cutter.isInsideFrame());
  }

  @FuzzTest(maxDuration = "2m")
  void handsOverWhatWasWritten(FuzzedDataProvider data) {
    Random sizes = new Random(data.consumeLong());
    List<String> payloads =
        Stream.of(new String(data.consumeRemainingAsBytes(), ISO_8859_1).split("\n"))
            .filter(payload -> !payload.isEmpty())
            .toList();
    int bytes = payloads.stream().mapToInt(payload -> Integer.BYTES + payload.length()).sum();
    ByteBuffer stream = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    payloads.forEach(payload -> stream.putInt(payload.length()).put(payload.getBytes(ISO_8859_1)));

    Pieces pieces = new Pieces();
    assertTrue(pieces.cut(stream.flip(), sizes));

    assertEquals(payloads, pieces.frames);
  }

  /** A new cutter and what it has handed over; Jazzer runs all inputs on one test instance. */
  private static final class Pieces {
    final List<String> frames = new ArrayList<>();
    final FrameCutter cutter =
        new FrameCutter(
            new GuardedHandler(
                (buffer, length, sender) -> frames.add(new String(buffer, 0, length, ISO_8859_1)),
                new Telemetry(),
                new Log(System.err, Clock.systemUTC()).limited(1)),
            new InetSocketAddress(0));

    /** Reads of 1 to 16 bytes; stops where the cutter does. */
    boolean cut(ByteBuffer stream, Random sizes) {
      boolean usable = true;
      while (usable && stream.hasRemaining()) {
        int length = Math.min(stream.remaining(), 1 + sizes.nextInt(16));
        usable = cutter.cut(stream.slice(stream.position(), length));
        stream.position(stream.position() + length);
      }
      return usable;
    }
  }

  /**
   * What a stream holds, read in one go.
   *
   * @param usable that no length was refused
   * @param unfinished that the stream ends within a frame
   */
  private record Whole(List<String> frames, boolean usable, boolean unfinished) {
    static Whole of(ByteBuffer stream) {
      List<String> frames = new ArrayList<>();
      while (stream.remaining() >= Integer.BYTES) {
        long length = Integer.toUnsignedLong(stream.getInt());
        if (length < 1 || length > FrameCutter.MAX_FRAME_BYTES) {
          return new Whole(frames, false, false);
        }
        if (length > stream.remaining()) {
          return new Whole(frames, true, true);
        }
        byte[] payload = new byte[(int) length];
        stream.get(payload);
        frames.add(new String(payload, ISO_8859_1));
      }
      return new Whole(frames, true, stream.hasRemaining());
    }
  }
}
