package io.tagalong.sidecar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestWordTest {

  @ParameterizedTest
  @CsvSource({"'', '', 0", "'', abc, 3", "kitten, sitting, 3", "PORT, port, 0", "prot, port, 2"})
  void distanceCountsInsertionsDeletionsAndReplacements(String left, String right, int distance) {
    assertEquals(distance, NearestWord.distance(left, right));
    assertEquals(distance, NearestWord.distance(right, left));
  }

  @Test
  void suggestsNothingWhenHalfOfTheLettersDiffer() {
    assertEquals(Optional.empty(), NearestWord.to("banana", List.of("--port", "--site")));
    assertEquals(Optional.of("--port"), NearestWord.to("--prt", List.of("--port", "--site")));
  }
}
