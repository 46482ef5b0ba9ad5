package io.tagalong.benchmarks.load;

import java.io.IOException;
import java.util.List;

/** A part of the table of goals, measured in one go. */
@FunctionalInterface
interface Scenario {
  /** Measures, and gives one row or more. */
  List<Row> run(Lab lab, Plan plan) throws IOException, InterruptedException;
}
