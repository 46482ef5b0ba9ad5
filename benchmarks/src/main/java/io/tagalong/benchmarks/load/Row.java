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

  String markdown() {
    return "| %s | %s | %s | %s | `%s` |".formatted(what, must, aim, measured, command);
  }
}
