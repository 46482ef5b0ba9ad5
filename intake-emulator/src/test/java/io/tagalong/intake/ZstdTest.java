package io.tagalong.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdOutputStream;
import io.tagalong.intake.encoding.ContentEncoding;
import io.tagalong.intake.rule.Rule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies packed with Zstandard. */
final class ZstdTest {
  private TestIntake intake;

  @BeforeEach
  void start() throws IOException {
    intake = new TestIntake();
  }

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void isUnpackedUnderBothOfItsNames() throws Exception {
    byte[] packed = zstd(SeriesBody.count("shop.orders", 1).toBytes());

    assertEquals(202, intake.status(Call.series(packed).with("Content-Encoding", "zstd")));
    assertEquals(202, intake.status(Call.series(packed).with("Content-Encoding", "zstd1")));
    assertEquals(1, intake.emulator().metrics().total("shop.orders"));
  }

  @Test
  void isRefusedWhenItIsCutOrTooLarge() throws Exception {
    byte[] packed = zstd(SeriesBody.count("shop.orders", 1).toBytes());
    byte[] cut = Arrays.copyOf(packed, packed.length - 3);

    assertEquals(400, intake.status(Call.series(cut).with("Content-Encoding", "zstd")));
    assertEquals(
        413, intake.status(Call.series(zstd(new byte[64 << 20])).with("Content-Encoding", "zstd")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 100})
  void isRefusedWhenBytesFollowItsEnd(int trailing) throws Exception {
    byte[] body = SeriesBody.count("shop.orders", 1).toBytes();
    for (byte[] packed : List.of(zstd(body), zstdStream(body))) {
      byte[] longer = Packed.withTrailingBytes(packed, trailing);

      assertEquals(400, intake.status(Call.series(longer).with("Content-Encoding", "zstd")));
    }

    assertEquals(List.of(Rule.BODY_TRAILING_BYTES, Rule.BODY_TRAILING_BYTES), intake.brokenRules());
  }

  /** Frames follow each other as the members of a gzip file do. */
  @Test
  void isUnpackedWhenItHasManyBlocksAndFrames() throws Exception {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (byte[] part : List.of(noise, new byte[400_000], new byte[1], noise)) {
      frames.writeBytes(zstdStream(part));
      frames.writeBytes(zstd(part));
    }

    byte[] unpacked = ContentEncoding.ZSTD.unpack(frames.toByteArray(), 5_000_000);

    assertEquals(2 * (300_000 + 400_000 + 1 + 300_000), unpacked.length);
  }

  /** Blocks of unknown length in all, where the other form begins with it. */
  private static byte[] zstdStream(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] zstd(byte[] bytes) {
    ZstdCompressor compressor = new ZstdCompressor();
    byte[] packed = new byte[compressor.maxCompressedLength(bytes.length)];
    int length = compressor.compress(bytes, 0, bytes.length, packed, 0, packed.length);
    return Arrays.copyOf(packed, length);
  }
}
