package io.tagalong.sidecar.connection;

import java.util.List;

/** A user's wish cannot be met; the messages say why and what to do. */
final class RefusedChangeException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final List<String> errors;

  /**
   * Refuses a wish.
   *
   * @param status of the answer over HTTP
   */
  RefusedChangeException(int status, List<String> errors) {
    super(String.join("; ", errors), null, false, false);
    this.status = status;
    this.errors = List.copyOf(errors);
  }

  RefusedChangeException(int status, String error) {
    this(status, List.of(error));
  }

  int status() {
    return status;
  }

  List<String> errors() {
    return errors;
  }
}
