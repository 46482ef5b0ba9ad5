package io.tagalong.intake.wire;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;

/** The fields of a parsed message by name, each in the Java type that the schema gives it. */
final class Fields {
  private final Message message;

  Fields(Message message) {
    this.message = message;
  }

  String text(String name) {
    return (String) value(name);
  }

  long integer(String name) {
    return (Long) value(name);
  }

  double number(String name) {
    return (Double) value(name);
  }

  /** The number of an enum value, known to the schema or not. */
  int enumNumber(String name) {
    return ((EnumValueDescriptor) value(name)).getNumber();
  }

  List<String> texts(String name) {
    return list(name).stream().map(String.class::cast).toList();
  }

  List<Integer> signedIntegers(String name) {
    return list(name).stream().map(Integer.class::cast).toList();
  }

  List<Long> unsignedIntegers(String name) {
    return list(name).stream().map(n -> Integer.toUnsignedLong((Integer) n)).toList();
  }

  List<Fields> messages(String name) {
    return list(name).stream().map(nested -> new Fields((Message) nested)).toList();
  }

  private List<?> list(String name) {
    return (List<?>) value(name);
  }

  private Object value(String name) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    return message.getField(field);
  }
}
