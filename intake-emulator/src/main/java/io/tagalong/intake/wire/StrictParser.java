package io.tagalong.intake.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Parses a message and refuses everything that a lenient protobuf parser forgives.
 *
 * <p>There is one shortest encoding of a message up to the order of its fields, so the parsed
 * message must serialise to as many bytes as were sent. That one comparison finds varints that are
 * too long (a wrongly zigzagged key among them), defaults that are written out and fields that are
 * given twice: all of them only add bytes. A list that is not packed may save bytes instead and
 * offset another fault, so the raw bytes are searched for it first.
 */
final class StrictParser {
  private final Descriptor type;

  StrictParser(Descriptor type) {
    this.type = type;
  }

  Fields parse(byte[] body) throws Refusal {
    DynamicMessage message;
    try {
      message = DynamicMessage.parseFrom(type, body);
      refuseUnknownFields(message);
      refuseUnpackedLists(type, CodedInputStream.newInstance(body));
    } catch (IOException e) {
      throw new Refusal(Rule.PROTOBUF_MALFORMED, "not a " + type.getName() + ": " + e.getMessage());
    }
    int canonicalBytes = message.getSerializedSize();
    if (canonicalBytes != body.length) {
      throw new Refusal(
          Rule.PROTOBUF_NOT_CANONICAL,
          "%d bytes where the canonical encoding takes %d".formatted(body.length, canonicalBytes));
    }
    return new Fields(message);
  }

  private static void refuseUnknownFields(Message message) throws Refusal {
    for (int number : message.getUnknownFields().asMap().keySet()) {
      throw new Refusal(
          Rule.PROTOBUF_UNKNOWN_FIELD,
          "field %d of %s".formatted(number, message.getDescriptorForType().getName()));
    }
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      if (field.getKey().getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        List<?> messages =
            field.getKey().isRepeated() ? (List<?>) field.getValue() : List.of(field.getValue());
        for (Object nested : messages) {
          refuseUnknownFields((Message) nested);
        }
      }
    }
  }

  private static void refuseUnpackedLists(Descriptor type, CodedInputStream in)
      throws IOException, Refusal {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      boolean hasLength = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (field.isPacked() && !hasLength) {
        throw new Refusal(
            Rule.PROTOBUF_NOT_CANONICAL,
            "%s of %s is not packed".formatted(field.getName(), type.getName()));
      }
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        int outerLimit = in.pushLimit(in.readRawVarint32());
        refuseUnpackedLists(field.getMessageType(), in);
        in.popLimit(outerLimit);
      } else {
        in.skipField(tag);
      }
    }
  }
}
