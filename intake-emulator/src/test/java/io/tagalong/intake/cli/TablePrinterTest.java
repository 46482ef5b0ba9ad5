package io.tagalong.intake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.Call;
import io.tagalong.intake.SeriesBody;
import io.tagalong.intake.TestIntake;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TablePrinterTest {
  @Test
  void printsOnceWhenDataArrived() throws Exception {
    try (TestIntake intake = new TestIntake()) {
      StringWriter out = new StringWriter();
      TablePrinter printer = new TablePrinter(intake.emulator(), new PrintWriter(out));
      printer.printIfChanged();
      assertEquals("", out.toString());

      intake.status(Call.series(SeriesBody.count("shop.orders", 3).toBytes()));
      printer.printIfChanged();
      printer.printIfChanged();

      String printed = out.toString();
      assertTrue(printed.contains("shop.orders  count  3"), printed);
      assertTrue(printed.contains("violations: 0"), printed);
      assertEquals(1, printed.lines().filter(line -> line.startsWith("METRIC")).count());
    }
  }
}
