package io.tagalong.sidecar.json;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes values as JSON: maps by text, lists, texts, numbers, truths and null. */
public final class JsonPrinter {
  private static final JSON PRINTER =
      JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).with(JSON.Feature.WRITE_NULL_PROPERTIES);

  private JsonPrinter() {}

  /** The value in lines that a human can read; a map keeps its order. */
  public static String print(Object value) {
    try {
      return PRINTER.asString(value) + "\n";
    } catch (IOException impossible) {
      throw new UncheckedIOException("it is written to a String, not to a file", impossible);
    }
  }
}
