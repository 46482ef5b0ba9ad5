package io.tagalong.sidecar.config;

import java.util.List;
import java.util.stream.Collectors;

/** The settings cannot be used; carries every problem, so that one attempt shows them all. */
public final class InvalidSettingsException extends Exception {

  private final List<Problem> problems;

  InvalidSettingsException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
