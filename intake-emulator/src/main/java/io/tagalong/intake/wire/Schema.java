package io.tagalong.intake.wire;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label.LABEL_OPTIONAL;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label.LABEL_REPEATED;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_DOUBLE;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_ENUM;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_MESSAGE;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_SINT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_UINT32;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;

/**
 * The published messages of the two metric routes, built without protoc.
 *
 * <p>Names and numbers are those of proto/metrics/agent_payload.proto in DataDog/agent-payload.
 * What that file reserves or leaves unused (Sketch.distributions, Origin 1 to 3) is absent here, so
 * that it counts as an unknown field.
 */
final class Schema {
  private static final String PACKAGE = "datadog.agentpayload";

  private final FileDescriptor file;

  Schema() {
    FileDescriptorProto.Builder proto =
        FileDescriptorProto.newBuilder()
            .setName("agent_payload.proto")
            .setPackage(PACKAGE)
            .setSyntax("proto3")
            .addMessageType(message("MetricPayload", many("series", 1, "MetricSeries")))
            .addMessageType(
                message(
                    "MetricSeries",
                    many("resources", 1, "Resource"),
                    one("metric", 2, TYPE_STRING),
                    many("tags", 3, TYPE_STRING),
                    many("points", 4, "MetricPoint"),
                    one("type", 5, "MetricType").setType(TYPE_ENUM),
                    one("unit", 6, TYPE_STRING),
                    one("source_type_name", 7, TYPE_STRING),
                    one("interval", 8, TYPE_INT64),
                    one("metadata", 9, "Metadata")))
            .addMessageType(
                message(
                    "MetricPoint", one("value", 1, TYPE_DOUBLE), one("timestamp", 2, TYPE_INT64)))
            .addMessageType(
                message("Resource", one("type", 1, TYPE_STRING), one("name", 2, TYPE_STRING)))
            .addMessageType(message("Metadata", one("origin", 1, "Origin")))
            .addMessageType(
                message(
                    "Origin",
                    one("origin_product", 4, TYPE_UINT32),
                    one("origin_category", 5, TYPE_UINT32),
                    one("origin_service", 6, TYPE_UINT32)))
            .addMessageType(
                message(
                    "SketchPayload",
                    many("sketches", 1, "Sketch"),
                    one("metadata", 2, "CommonMetadata")))
            .addMessageType(
                message(
                    "Sketch",
                    one("metric", 1, TYPE_STRING),
                    one("host", 2, TYPE_STRING),
                    many("tags", 4, TYPE_STRING),
                    many("dogsketches", 7, "Dogsketch"),
                    one("metadata", 8, "Metadata")))
            .addMessageType(
                message(
                    "Dogsketch",
                    one("ts", 1, TYPE_INT64),
                    one("cnt", 2, TYPE_INT64),
                    one("min", 3, TYPE_DOUBLE),
                    one("max", 4, TYPE_DOUBLE),
                    one("avg", 5, TYPE_DOUBLE),
                    one("sum", 6, TYPE_DOUBLE),
                    many("k", 7, TYPE_SINT32),
                    many("n", 8, TYPE_UINT32)))
            .addMessageType(
                message(
                    "CommonMetadata",
                    one("agent_version", 1, TYPE_STRING),
                    one("timezone", 2, TYPE_STRING),
                    one("current_epoch", 3, TYPE_DOUBLE),
                    one("internal_ip", 4, TYPE_STRING),
                    one("public_ip", 5, TYPE_STRING),
                    one("api_key", 6, TYPE_STRING)))
            .addEnumType(enumeration("MetricType", "UNSPECIFIED", "COUNT", "RATE", "GAUGE"));
    try {
      file = FileDescriptor.buildFrom(proto.build(), new FileDescriptor[0]);
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException("the schema in Schema.java contradicts itself", e);
    }
  }

  Descriptor message(String name) {
    return file.findMessageTypeByName(name);
  }

  private static DescriptorProto message(String name, FieldDescriptorProto.Builder... fields) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
    for (FieldDescriptorProto.Builder field : fields) {
      message.addField(field);
    }
    return message.build();
  }

  private static FieldDescriptorProto.Builder one(
      String name, int number, FieldDescriptorProto.Type type) {
    return field(name, number).setType(type);
  }

  private static FieldDescriptorProto.Builder one(String name, int number, String typeName) {
    return field(name, number).setType(TYPE_MESSAGE).setTypeName("." + PACKAGE + "." + typeName);
  }

  private static FieldDescriptorProto.Builder many(
      String name, int number, FieldDescriptorProto.Type type) {
    return one(name, number, type).setLabel(LABEL_REPEATED);
  }

  private static FieldDescriptorProto.Builder many(String name, int number, String typeName) {
    return one(name, number, typeName).setLabel(LABEL_REPEATED);
  }

  private static FieldDescriptorProto.Builder field(String name, int number) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setLabel(LABEL_OPTIONAL);
  }

  private static EnumDescriptorProto enumeration(String name, String... valuesFromZero) {
    EnumDescriptorProto.Builder enumeration = EnumDescriptorProto.newBuilder().setName(name);
    for (int i = 0; i < valuesFromZero.length; i++) {
      enumeration.addValue(
          EnumValueDescriptorProto.newBuilder().setName(valuesFromZero[i]).setNumber(i));
    }
    return enumeration.build();
  }
}
