package io.tagalong.sidecar.cell;

/** Keeps the last value; a gauge has no use for a sample rate. */
final class GaugeCell implements NumericCell {
  private double last;

  @Override
  public boolean add(double value, double rate) {
    if (!Double.isFinite(value)) {
      return false;
    }
    last = value;
    return true;
  }

  @Override
  public void merge(Cell other) {
    last = ((GaugeCell) other).last;
  }

  @Override
  public void emit(Report report) {
    report.gauge("", last);
  }
}
