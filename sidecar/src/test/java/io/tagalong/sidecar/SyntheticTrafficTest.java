package io.tagalong.sidecar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SyntheticTrafficTest {

  @Test
  void isTheSameForTheSameSeed() {
    assertEquals(SyntheticTraffic.datagrams(7), SyntheticTraffic.datagrams(7));
  }

  @Test
  void fitsWhatClientsPutIntoADatagram() {
    for (ByteBuffer datagram : SyntheticTraffic.datagrams(7)) {
      assertTrue(datagram.remaining() < 1432, datagram::toString);
    }
  }

  @Test
  void holdsEveryTypeAndEveryKindOfMessage() {
    List<String> messages =
        SyntheticTraffic.datagrams(7).stream()
            .flatMap(datagram -> StandardCharsets.UTF_8.decode(datagram).toString().lines())
            .toList();

    for (String type : List.of("c", "g", "d", "ms", "h", "s")) {
      assertTrue(messages.stream().anyMatch(text -> text.contains("|" + type + "|")), type);
    }
    for (String beginning : List.of("_e{9,5}:synthetic|event|", "_sc|", "synthetic.no_number")) {
      assertTrue(messages.stream().anyMatch(text -> text.startsWith(beginning)), beginning);
    }
  }
}
