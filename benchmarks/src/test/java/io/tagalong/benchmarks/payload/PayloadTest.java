package io.tagalong.benchmarks.payload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void everyDatagramHasTheSizeOfItsMix(Mix mix) throws IOException {
    List<String> datagrams = read(Payload.write(new PayloadSpec(mix, 200, 50), folder));

    assertEquals(50, datagrams.size());
    for (String datagram : datagrams) {
      assertEquals(mix.datagramBytes(), datagram.length(), datagram);
    }
  }

  /** Adds up what the file says, line by line, independently of the builder. */
  @ParameterizedTest
  @EnumSource
  void totalsAreWhatTheDatagramsSay(Mix mix) throws IOException {
    Payload payload = Payload.write(new PayloadSpec(mix, 200, 50), folder);
    List<String> datagrams = read(payload);

    for (int sent : new int[] {0, 1, 17, 50, 51, 130}) {
      Totals expected = Totals.NONE;
      for (int i = 0; i < sent; i++) {
        expected = expected.plus(totals(datagrams.get(i % datagrams.size())));
      }
      assertEquals(expected, payload.after(sent), "after " + sent);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isTheSameForTheSameSpecification(Mix mix) throws IOException {
    PayloadSpec spec = new PayloadSpec(mix, 200, 20);

    byte[] one = Files.readAllBytes(Payload.write(spec, folder).file());
    byte[] other = Files.readAllBytes(Payload.write(spec, folder).file());

    assertArrayEquals(one, other);
  }

  @Test
  void everySeriesOccursWhenThereIsRoom() throws IOException {
    List<String> datagrams = read(Payload.write(new PayloadSpec(Mix.CLIENT, 500, 100), folder));

    assertEquals(500, contexts(datagrams).size());
  }

  @Test
  void oneContextInAHundredIsNewInTheNextGeneration() throws IOException {
    PayloadSpec spec = new PayloadSpec(Mix.CLIENT, 500, 100);
    Set<String> first = contexts(read(Payload.write(spec, folder)));
    Set<String> second = contexts(read(Payload.write(spec.withGeneration(1), folder)));

    second.removeAll(first);

    assertEquals(5, second.size());
  }

  @Test
  void aSecondSeedGivesOtherTraffic() throws IOException {
    PayloadSpec spec = new PayloadSpec(Mix.HEAVY, 100, 10);
    PayloadSpec other = new PayloadSpec(Mix.HEAVY, 100, 10, 0, spec.seed() + 1);

    assertNotEquals(read(Payload.write(spec, folder)), read(Payload.write(other, folder)));
  }

  @Test
  void heavyDatagramsAreFilledWithTagsAndNotWithZeros() throws IOException {
    List<String> datagrams = read(Payload.write(new PayloadSpec(Mix.HEAVY, 500, 200), folder));

    long zeros =
        datagrams.stream().flatMap(String::lines).mapToLong(line -> leadingZeros(line)).sum();

    assertTrue(zeros < 200 * 8192 / 20, zeros + " zeros");
  }

  private static long leadingZeros(String line) {
    String value = line.substring(line.indexOf(':') + 1, line.indexOf('|'));
    return value.chars().takeWhile(c -> c == '0').count();
  }

  private static Set<String> contexts(List<String> datagrams) {
    Set<String> contexts = new HashSet<>();
    datagrams.stream()
        .flatMap(String::lines)
        .forEach(line -> contexts.add(line.replaceFirst(":[^|]*\\|", "|")));
    return contexts;
  }

  private static Totals totals(String datagram) {
    Totals totals = new Totals(1, datagram.length(), 0, 0, 0);
    for (String line : datagram.split("\n", -1)) {
      String[] fields = line.split("\\|", -1);
      String[] values = fields[0].substring(line.indexOf(':') + 1).split(":", -1);
      double rate =
          fields.length > 2 && fields[2].startsWith("@")
              ? Double.parseDouble(fields[2].substring(1))
              : 1;
      double sum = 0;
      for (String value : values) {
        sum += Double.parseDouble(value) / rate;
      }
      totals =
          totals.plus(
              new Totals(
                  0,
                  0,
                  1,
                  fields[1].equals("c") ? sum : 0,
                  fields[1].equals("d") ? values.length / rate : 0));
    }
    return totals;
  }

  private static List<String> read(Payload payload) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(payload.file())).order(ByteOrder.LITTLE_ENDIAN);
    List<String> datagrams = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] datagram = new byte[Short.toUnsignedInt(bytes.getShort())];
      bytes.get(datagram);
      datagrams.add(new String(datagram, StandardCharsets.ISO_8859_1));
    }
    return datagrams;
  }
}
