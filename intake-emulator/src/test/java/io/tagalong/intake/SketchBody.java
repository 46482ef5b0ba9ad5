package io.tagalong.intake;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A sketch to send with one dogsketch, each {@code with} makes a changed copy. As {@link #of} makes
 * it, it holds the values 1 and 10 and has no fault.
 */
public record SketchBody(
    String metric,
    List<String> tags,
    long count,
    double min,
    double max,
    double average,
    double sum,
    List<Integer> keys,
    List<Integer> binCounts) {
  public static SketchBody of(String metric) {
    return new SketchBody(
        metric, List.of("env:test"), 2, 1, 10, 5.5, 11, List.of(1338, 1487), List.of(1, 1));
  }

  public SketchBody withTags(String... tags) {
    return new SketchBody(metric, List.of(tags), count, min, max, average, sum, keys, binCounts);
  }

  public SketchBody withCount(long count) {
    return new SketchBody(metric, tags, count, min, max, average, sum, keys, binCounts);
  }

  public SketchBody withRange(double min, double max) {
    return new SketchBody(metric, tags, count, min, max, average, sum, keys, binCounts);
  }

  public SketchBody withSum(double average, double sum) {
    return new SketchBody(metric, tags, count, min, max, average, sum, keys, binCounts);
  }

  public SketchBody withBins(List<Integer> keys, List<Integer> binCounts) {
    return new SketchBody(metric, tags, count, min, max, average, sum, keys, binCounts);
  }

  /** One observation in the middle of each bin of a range, first and last key included. */
  public SketchBody withOneEach(int firstKey, int lastKey) {
    List<Integer> all = IntStream.rangeClosed(firstKey, lastKey).boxed().toList();
    double total = all.stream().mapToDouble(SketchBody::middleOf).sum();
    return withBins(all, Collections.nCopies(all.size(), 1))
        .withCount(all.size())
        .withRange(middleOf(firstKey), middleOf(lastKey))
        .withSum(total / all.size(), total);
  }

  /** The body of a request with this sketch only. */
  public byte[] toBytes() {
    Proto dogsketch =
        new Proto()
            .integer(1, SeriesBody.NOW_SECONDS)
            .integer(2, count)
            .number(3, min)
            .number(4, max)
            .number(5, average)
            .number(6, sum)
            .packedZigzag(7, keys)
            .packed(8, binCounts);
    Proto sketch = new Proto().text(1, metric).text(2, "host-1");
    tags.forEach(tag -> sketch.text(4, tag));
    return new Proto().message(1, sketch.message(7, dogsketch)).toBytes();
  }

  private static double middleOf(int key) {
    return Math.pow(1 + 1.0 / 64, key - 1338);
  }
}
