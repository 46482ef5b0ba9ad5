package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.Snapshot;

/** The series of a snapshot: those of the bucket, then those of a second of their own. */
record SeriesItems(Snapshot snapshot) implements Items {

  @Override
  public int count() {
    return snapshot.series().size() + snapshot.timed().size();
  }

  @Override
  public void write(int index, Block block) {
    SeriesEncoder.write(
        series(index), timestampSeconds(index), snapshot.intervalSeconds(), block.proto());
  }

  @Override
  public String name(int index) {
    return series(index).name();
  }

  private Series series(int index) {
    int own = snapshot.series().size();
    return index < own ? snapshot.series().get(index) : snapshot.timed().get(index - own).series();
  }

  private long timestampSeconds(int index) {
    int own = snapshot.series().size();
    return index < own
        ? snapshot.startSeconds()
        : snapshot.timed().get(index - own).timestampSeconds();
  }
}
