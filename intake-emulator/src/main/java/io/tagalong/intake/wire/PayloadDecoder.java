package io.tagalong.intake.wire;

import io.tagalong.intake.metric.Dogsketch;
import io.tagalong.intake.metric.Point;
import io.tagalong.intake.metric.Resource;
import io.tagalong.intake.metric.Series;
import io.tagalong.intake.metric.Sketch;
import io.tagalong.intake.rule.Refusal;
import java.util.List;

/** Turns the bodies of the two metric routes into values, strictly. */
public final class PayloadDecoder {
  private final StrictParser metricPayload;
  private final StrictParser sketchPayload;

  public PayloadDecoder() {
    Schema schema = new Schema();
    metricPayload = new StrictParser(schema.message("MetricPayload"));
    sketchPayload = new StrictParser(schema.message("SketchPayload"));
  }

  /** Decodes a MetricPayload, the body of /api/v2/series. */
  public List<Series> series(byte[] body) throws Refusal {
    return metricPayload.parse(body).messages("series").stream()
        .map(PayloadDecoder::seriesOf)
        .toList();
  }

  /** Decodes a SketchPayload, the body of /api/beta/sketches. */
  public List<Sketch> sketches(byte[] body) throws Refusal {
    return sketchPayload.parse(body).messages("sketches").stream()
        .map(PayloadDecoder::sketchOf)
        .toList();
  }

  private static Series seriesOf(Fields series) {
    return new Series(
        series.text("metric"),
        series.enumNumber("type"),
        series.texts("tags"),
        series.messages("resources").stream()
            .map(resource -> new Resource(resource.text("type"), resource.text("name")))
            .toList(),
        series.integer("interval"),
        series.messages("points").stream()
            .map(point -> new Point(point.integer("timestamp"), point.number("value")))
            .toList());
  }

  private static Sketch sketchOf(Fields sketch) {
    return new Sketch(
        sketch.text("metric"),
        sketch.text("host"),
        sketch.texts("tags"),
        sketch.messages("dogsketches").stream().map(PayloadDecoder::dogsketchOf).toList());
  }

  private static Dogsketch dogsketchOf(Fields dogsketch) {
    return new Dogsketch(
        dogsketch.integer("ts"),
        dogsketch.integer("cnt"),
        dogsketch.number("min"),
        dogsketch.number("max"),
        dogsketch.number("avg"),
        dogsketch.number("sum"),
        dogsketch.signedIntegers("k"),
        dogsketch.unsignedIntegers("n"));
  }
}
