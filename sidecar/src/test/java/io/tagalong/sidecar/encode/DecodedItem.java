package io.tagalong.sidecar.encode;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A series or sketch as the intake would understand it.
 *
 * @param type 1 count, 2 rate, 3 gauge, 0 for a sketch
 * @param value of a series; the sum of a sketch
 * @param keys bins of a sketch, and {@code counts} beside them
 */
public record DecodedItem(
    String metric,
    String host,
    List<String> tags,
    long type,
    long intervalSeconds,
    long timestampSeconds,
    double value,
    long count,
    List<Long> keys,
    List<Long> counts) {

  /** The items of a compressed body, in order. */
  public static List<DecodedItem> of(BodyKind kind, byte[] compressed) {
    return ProtoField.of(inflate(compressed)).stream()
        .map(item -> kind == BodyKind.SERIES ? series(item.bytes()) : sketch(item.bytes()))
        .toList();
  }

  static byte[] inflate(byte[] compressed) {
    Inflater inflater = new Inflater();
    inflater.setInput(compressed);
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    byte[] chunk = new byte[4096];
    try {
      while (!inflater.finished()) {
        raw.write(chunk, 0, inflater.inflate(chunk));
      }
    } catch (DataFormatException notZlib) {
      throw new AssertionError(notZlib);
    } finally {
      inflater.end();
    }
    return raw.toByteArray();
  }

  private static DecodedItem series(byte[] message) {
    String metric = "";
    String host = "";
    List<String> tags = new ArrayList<>();
    long type = 0;
    long interval = 0;
    long timestamp = 0;
    double value = 0;
    for (ProtoField field : ProtoField.of(message)) {
      switch (field.field()) {
        case 1 -> host = ProtoField.of(field.bytes()).get(1).text();
        case 2 -> metric = field.text();
        case 3 -> tags.add(field.text());
        case 4 -> {
          for (ProtoField part : ProtoField.of(field.bytes())) {
            value = part.field() == 1 ? part.asDouble() : value;
            timestamp = part.field() == 2 ? part.number() : timestamp;
          }
        }
        case 5 -> type = field.number();
        case 8 -> interval = field.number();
        default -> throw new AssertionError("field " + field.field());
      }
    }
    return new DecodedItem(
        metric, host, tags, type, interval, timestamp, value, 0, List.of(), List.of());
  }

  private static DecodedItem sketch(byte[] message) {
    String metric = "";
    String host = "";
    List<String> tags = new ArrayList<>();
    long timestamp = 0;
    long count = 0;
    double sum = 0;
    List<Long> keys = List.of();
    List<Long> counts = List.of();
    for (ProtoField field : ProtoField.of(message)) {
      switch (field.field()) {
        case 1 -> metric = field.text();
        case 2 -> host = field.text();
        case 4 -> tags.add(field.text());
        case 7 -> {
          for (ProtoField part : ProtoField.of(field.bytes())) {
            switch (part.field()) {
              case 1 -> timestamp = part.number();
              case 2 -> count = part.number();
              case 3, 4, 5 -> {}
              case 6 -> sum = part.asDouble();
              case 7 ->
                  keys =
                      ProtoField.packed(part.bytes()).stream().map(ProtoField::unzigzag).toList();
              case 8 -> counts = ProtoField.packed(part.bytes());
              default -> throw new AssertionError("field " + part.field());
            }
          }
        }
        default -> throw new AssertionError("field " + field.field());
      }
    }
    return new DecodedItem(metric, host, tags, 0, 0, timestamp, sum, count, keys, counts);
  }
}
