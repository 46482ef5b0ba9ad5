package io.tagalong.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoTest {
  @Test
  void refusesToServeNobody() {
    StringWriter err = new StringWriter();
    CommandLine demo = new CommandLine(new Demo()).setErr(new PrintWriter(err));

    int status = demo.execute("--visitors", "0");

    assertEquals(CommandLine.ExitCode.USAGE, status);
    assertTrue(err.toString().contains("'--visitors': '0' is no whole number"), err.toString());
  }
}
