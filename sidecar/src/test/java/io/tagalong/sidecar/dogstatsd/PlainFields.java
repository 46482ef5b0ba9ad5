package io.tagalong.sidecar.dogstatsd;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the fields of events and service checks as a client would; what is absent, not at all. */
final class PlainFields {
  private PlainFields() {}

  static String of(String prefix, @Nullable String value) {
    return value == null ? "" : "|" + prefix + value;
  }

  static String shared(
      long timestampSeconds, @Nullable String hostname, List<String> tags, Origin origin) {
    return of("d:", String.valueOf(timestampSeconds))
        + of("h:", hostname)
        + of("#", tags.isEmpty() ? null : String.join(",", tags))
        + of("c:", local(origin))
        + of("e:", origin.externalData())
        + of("card:", origin.cardinality());
  }

  private static @Nullable String local(Origin origin) {
    String id = origin.containerId();
    Long inode = origin.cgroupInode();
    String list =
        Stream.of(
                id == null ? null : "ci-" + id,
                inode == null ? null : "in-" + Long.toUnsignedString(inode))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(","));
    return list.isEmpty() ? null : list;
  }
}
