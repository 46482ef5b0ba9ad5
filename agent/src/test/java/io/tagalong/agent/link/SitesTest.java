package io.tagalong.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.rule.RuleBook;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SitesTest {
  private static final MethodType EXIT =
      MethodType.methodType(void.class, Object.class, Object.class, long.class);

  private final Linker linker =
      new Linker(() -> RuleBook.EMPTY, new Tables(), name -> null, new CapturedLog().log());

  /** Of threads that link one call at once, the JVM drops what all but one of them have made. */
  @Test
  void makesOneSiteWhenThreadsRaceToLinkACall() throws Exception {
    List<Callable<CallSite>> linking = Collections.nCopies(8, () -> link("exit", EXIT, "call"));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Set<CallSite> linked = new HashSet<>();

    try {
      for (Future<CallSite> each : threads.invokeAll(linking)) {
        linked.add(each.get());
      }
    } finally {
      threads.shutdown();
    }

    assertEquals(1, linked.size());
    assertEquals(1, linker.sites());
  }

  @Test
  void keepsTheKindsOfCallsAndTheMethodsApart() {
    List<CallSite> linked =
        List.of(
            link("exit", EXIT, "call"),
            link("enter", MethodType.methodType(long.class), "call"),
            link("thrown", EXIT, "call"),
            link("exit", EXIT, "other"));

    assertEquals(4, new HashSet<>(linked).size());
    assertEquals(4, linker.sites());
  }

  private CallSite link(String kind, MethodType type, String method) {
    return linker.link(
        MethodHandles.lookup(), kind, type, new Object[] {method, "()Ljava/lang/Object;"});
  }
}
