package io.tagalong.sidecar;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Datagrams as applications send them: 13 messages of about 100 bytes with 4 tags, nearly all of
 * them counts, gauges and distributions, and a little of everything else that the protocol has,
 * also of what is wrong.
 */
final class SyntheticTraffic {
  private static final int DATAGRAMS = 500;
  private static final int MESSAGES_PER_DATAGRAM = 13;
  private static final int CONTEXTS = 1_000;

  /** Of 25, about as Datadog sees them among its customers. */
  private static final String[] TYPES = {
    "c", "c", "c", "c", "c", "c", "c", "c", "c", "c", "c", "c", "c", "c", "g", "g", "g", "g", "d",
    "d", "d", "d", "d", "ms", "h"
  };

  /** Instead of one message in 50. */
  private static final String[] RARITIES = {
    "synthetic.users:%d|s|#env:warm",
    "synthetic.packed:%d:2.5:3|d|#env:warm",
    "synthetic.sampled:%d|c|@0.5|#env:warm",
    "synthetic.negative:-%d.25|g|#env:warm|c:ci-0123",
    "synthetic.exponent:%de-3|h",
    "_e{9,5}:synthetic|event|#env:warm,n:%d",
    "_sc|synthetic.check|0|#n:%d",
    "synthetic.no_type:%d",
    "synthetic.no_number:x%d|c"
  };

  private final Random random;

  private SyntheticTraffic(long seed) {
    random = new Random(seed);
  }

  /** As many as it takes to see every context, in buffers to send from. */
  static List<ByteBuffer> datagrams(long seed) {
    SyntheticTraffic traffic = new SyntheticTraffic(seed);
    List<ByteBuffer> datagrams = new ArrayList<>(DATAGRAMS);
    for (int i = 0; i < DATAGRAMS; i++) {
      byte[] bytes = traffic.datagram().getBytes(StandardCharsets.UTF_8);
      datagrams.add(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
    }
    return datagrams;
  }

  private String datagram() {
    StringBuilder datagram = new StringBuilder();
    for (int i = 0; i < MESSAGES_PER_DATAGRAM; i++) {
      if (random.nextInt(50) == 0) {
        datagram.append(RARITIES[random.nextInt(RARITIES.length)].formatted(random.nextInt(1000)));
      } else {
        appendUsual(datagram);
      }
      datagram.append('\n');
    }
    return datagram.toString();
  }

  private void appendUsual(StringBuilder datagram) {
    int context = random.nextInt(CONTEXTS);
    String type = TYPES[context % TYPES.length];
    datagram.append("synthetic.step").append(context).append(".requests:");
    datagram.append(random.nextInt(1000));
    if (!type.equals("c") && random.nextBoolean()) {
      datagram.append('.').append(random.nextInt(100));
    }
    datagram
        .append('|')
        .append(type)
        .append("|#env:warm,service:synthetic,region:somewhere-")
        .append(context % 3)
        .append(",version:1.4.")
        .append(context % 10);
  }
}
