package io.tagalong.benchmarks.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CollectorLogTest {
  @Test
  void givesTheMostThatWasInUseBeforeACollection() {
    String output =
        """
        [0.004s][info][gc] Using Serial
        tagalong-sidecar listening on udp://127.0.0.1:8125
        [1.101s][info][gc] GC(0) Pause Young (Allocation Failure) 17M->4M(61M) 6.021ms
        [9.250s][info][gc] GC(1) Pause Young (Allocation Failure) 58M->41M(122M) 9.300ms
        [9.900s][info][gc] GC(2) Pause Full (Heap Inspection Initiated GC) 44M->12M(122M) 30.1ms
        """;

    assertEquals(58, CollectorLog.peakMebibytes(output));
  }
}
