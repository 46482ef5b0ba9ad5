package io.tagalong.sidecar.dogstatsd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No datagram makes the parser allocate more than a multiple of its length, so that who sends more
 * cannot cost more than in proportion.
 */
class ParserMemoryTest {
  /** The dearest bytes are those of short fields of events, at about 70. */
  private static final int BYTES_PER_BYTE = 100;

  /** A parser of its own for each datagram, and what the JDK keeps of a first use. */
  private static final int FIXED_BYTES = 64 << 10;

  private static final int LARGEST_DATAGRAM = 65_535;

  @Property(tries = 2000)
  void allocatesInProportionToAnyBytes(@ForAll byte[] datagram) {
    assertInProportion(datagram);
  }

  @Property(tries = 2000)
  void allocatesInProportionToNearlyValidText(@ForAll("nearlyValid") String text) {
    assertInProportion(text.getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "a:1|c\n",
        "1:",
        "|",
        "|#a",
        ",",
        "_e{\n",
        "_sc|\n",
        "_e{1,1}:a|b\n",
        "_sc|a|0\n",
        "_e{1,1}:a|b|d:1|h:x|#a,b\n",
        "1_1",
        "0x1p1:",
        "\u00ff",
        "|d:1",
        "|c:ci-1,in-2",
        "|p:x"
      })
  void allocatesInProportionWhenTheLargestDatagramRepeats(String part) {
    for (String head : new String[] {"", "a:", "a:1|c", "a:1|c|#", "_e{1,1}:a|b", "_sc|a|0|"}) {
      String text = head + part.repeat((LARGEST_DATAGRAM - head.length()) / part.length());

      assertInProportion(text.getBytes(ISO_8859_1));
    }
  }

  private static void assertInProportion(byte[] datagram) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Discard sink = new Discard();
    long before = threads.getCurrentThreadAllocatedBytes();
    new DatagramParser().parse(datagram, datagram.length, sink);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertTrue(
        allocated <= FIXED_BYTES + (long) BYTES_PER_BYTE * datagram.length,
        () -> "%d bytes for a datagram of %d".formatted(allocated, datagram.length));
  }

  @Provide
  Arbitrary<String> nearlyValid() {
    return Arbitraries.of(
            "a",
            ":",
            "|",
            "|c",
            "|ms",
            "|s",
            "|#",
            ",",
            "|@",
            "0.5",
            "1",
            "1e309",
            "0x1p-2",
            "_",
            "nan",
            "|T",
            "\n",
            "\r",
            "_e{1,1}:",
            "_sc|a|0",
            "|d:",
            "|h:",
            "|c:",
            "in-",
            "\u00ff")
        .list()
        .ofMaxSize(200)
        .map(parts -> String.join("", parts));
  }

  private static final class Discard implements DatagramParser.Sink {
    @Override
    public void accepted(MetricLine line) {}

    @Override
    public void event(Event event) {}

    @Override
    public void serviceCheck(ServiceCheck check) {}

    @Override
    public void rejected(Rejection why, byte[] buffer, int from, int to) {}
  }
}
