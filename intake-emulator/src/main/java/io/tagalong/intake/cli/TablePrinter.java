package io.tagalong.intake.cli;

import io.tagalong.intake.IntakeEmulator;
import java.io.PrintWriter;

/**
 * Prints the table of an emulator. Its methods hold this object's monitor: the main thread prints
 * while the emulator runs, the shutdown thread prints the last one.
 */
final class TablePrinter {
  private final IntakeEmulator emulator;
  private final PrintWriter out;
  private long printedRevision;

  TablePrinter(IntakeEmulator emulator, PrintWriter out) {
    this.emulator = emulator;
    this.out = out;
    this.printedRevision = emulator.revision();
  }

  synchronized void printIfChanged() {
    if (emulator.revision() != printedRevision) {
      print();
    }
  }

  synchronized void print() {
    printedRevision = emulator.revision();
    out.println();
    out.print(emulator.table());
    out.println(
        "violations: " + emulator.violationCount() + " (details: GET /emulator/violations)");
    out.flush();
  }
}
