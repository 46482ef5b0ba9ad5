package io.tagalong.sidecar.connection;

/** How a connection does, in the words that its user reads. */
enum Status {
  ACTIVE("Active", "None needed"),
  SYNCING("Syncing", "Wait for it to finish"),
  PAUSED("Paused", "Resume it when you are ready; what comes meanwhile is kept"),
  ERROR("Error", "Check the API key and the site; the error says more");

  private final String word;
  private final String action;

  Status(String word, String action) {
    this.word = word;
    this.action = action;
  }

  String word() {
    return word;
  }

  /** What the user may do. */
  String action() {
    return action;
  }
}
