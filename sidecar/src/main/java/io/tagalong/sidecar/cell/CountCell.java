package io.tagalong.sidecar.cell;

/** Adds up counts, each divided by its sample rate. */
final class CountCell implements NumericCell {
  private double sum;

  @Override
  public boolean add(double value, double rate) {
    double newSum = sum + value / rate;
    if (!Double.isFinite(newSum)) {
      return false;
    }
    sum = newSum;
    return true;
  }

  @Override
  public void merge(Cell other) {
    sum = FiniteSum.of(sum, ((CountCell) other).sum);
  }

  @Override
  public void emit(Report report) {
    report.count("", sum);
  }
}
