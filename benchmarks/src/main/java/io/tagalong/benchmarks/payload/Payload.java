package io.tagalong.benchmarks.payload;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of datagrams, all of one size, and what they add up to.
 *
 * <p>Each datagram stands behind its length (16 bits, little endian). A sender repeats the file
 * from the first datagram to the last, so the number of datagrams sent tells exactly what was sent.
 */
public final class Payload {
  private final Path file;

  /** What the first 1, 2, 3 ... datagrams add up to. */
  private final List<Totals> prefixes;

  private Payload(Path file, List<Totals> prefixes) {
    this.file = file;
    this.prefixes = prefixes;
  }

  /** Builds the datagrams and writes them to a new file in the folder. */
  public static Payload write(PayloadSpec spec, Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "payload-", ".bin");
    DatagramBuilder builder = new DatagramBuilder(spec);
    Totals[] prefixes = new Totals[spec.datagrams()];
    Totals sum = Totals.NONE;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (int i = 0; i < prefixes.length; i++) {
        byte[] datagram = builder.next().getBytes(StandardCharsets.ISO_8859_1);
        out.write(datagram.length & 0xFF);
        out.write(datagram.length >>> 8);
        out.write(datagram);
        sum = sum.plus(builder.totals());
        prefixes[i] = sum;
      }
    }
    return new Payload(file, List.of(prefixes));
  }

  public Path file() {
    return file;
  }

  /** What so many datagrams hold, the file being repeated from its beginning. */
  public Totals after(long datagrams) {
    Totals whole = prefixes.get(prefixes.size() - 1).times(datagrams / prefixes.size());
    int rest = (int) (datagrams % prefixes.size());
    return rest == 0 ? whole : whole.plus(prefixes.get(rest - 1));
  }

  /** What the file holds once. */
  public Totals once() {
    return prefixes.get(prefixes.size() - 1);
  }
}
