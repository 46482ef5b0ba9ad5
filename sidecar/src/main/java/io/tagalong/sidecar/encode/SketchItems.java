package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.SketchSeries;
import java.util.List;

/** Sketches of one bucket, whose start is the time of all. */
record SketchItems(List<SketchSeries> sketches, long timestampSeconds) implements Items {

  @Override
  public int count() {
    return sketches.size();
  }

  @Override
  public void write(int index, Block block) {
    SketchEncoder.write(sketches.get(index), timestampSeconds, block.proto());
  }

  @Override
  public String name(int index) {
    return sketches.get(index).name();
  }
}
