package io.tagalong.sidecar.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.nio.NioIoHandler;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoopThreadTest {

  /** Netty's global thread comes with the end of a group, and stays for a second. */
  @Test
  void leavesNeitherItsThreadNorOneOfNettyBehindWhenStopped() {
    LoopThread thread = new LoopThread("loop-of-the-test", NioIoHandler.newFactory());

    thread.stop();

    List<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.equals("loop-of-the-test") || name.startsWith("globalEvent"))
            .toList();
    assertEquals(List.of(), left);
  }
}
