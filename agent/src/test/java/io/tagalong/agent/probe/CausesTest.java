package io.tagalong.agent.probe;

import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class CausesTest {
  private final IOException broken = new IOException("broken");

  @Test
  void givesWhatAFutureHasWrapped() {
    assertSame(broken, Causes.of(new CompletionException(broken)));
    assertSame(broken, Causes.of(new ExecutionException(broken)));
  }

  @Test
  void givesTheSameWhenNoFutureHasWrappedIt() {
    CompletionException empty = new CompletionException("nothing inside", null);
    IllegalStateException applications = new IllegalStateException(broken);

    assertSame(broken, Causes.of(broken));
    assertSame(empty, Causes.of(empty));
    assertSame(applications, Causes.of(applications));
  }
}
