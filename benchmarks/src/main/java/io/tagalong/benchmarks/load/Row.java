package io.tagalong.benchmarks.load;

/**
 * One row of the table of goals.
 *
 * @param measured the figure with its circumstances, or why there is none
 * @param command what measures it again
 */
record Row(String what, String must, String aim, String measured, String command) {
  static final String HEADER =
      "| what | must | aim | measured | `./tagalong bench` |\n|---|---|---|---|---|";

  /** A row whose figure is still to be measured. */
  static Row goal(String what, String must, String aim, String command) {
    return new Row(what, must, aim, "", command);
  }

  Row measured(String figure) {
    return new Row(what, must, aim, figure, command);
  }

  String markdown() {
    return "| %s | %s | %s | %s | `%s` |".formatted(what, must, aim, measured, command);
  }
}
