package io.tagalong.sidecar.enrich;

import io.tagalong.sidecar.enrich.MapperProfile.Mapping;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames metrics whose names carry what should be tags.
 *
 * <p>The first profile that covers a name decides; when none of its mappings matches, the name
 * stays, whatever further profiles say (the Agent's comp/dogstatsd/mapper/mapper.go). There is no
 * cache: contexts are remembered by what senders write, so a name gets here once.
 *
 * <p>Names longer than {@value #MAX_NAME_LENGTH} characters, which Datadog would cut anyway, stay
 * as they are: Java's patterns recurse, and the depth should not be the sender's choice.
 */
record Mapper(List<MapperProfile> profiles) {
  static final int MAX_NAME_LENGTH = 512;

  /** A double dollar, or a group in braces or not, its name as long as possible. */
  private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\$|\\{\\w+}|\\w+)");

  /** The new name, and tags to be added. */
  record Mapped(String name, List<String> tags) {}

  Mapped map(String name) {
    if (name.length() <= MAX_NAME_LENGTH) {
      for (MapperProfile profile : profiles) {
        if (profile.covers(name)) {
          return map(name, profile.mappings());
        }
      }
    }
    return unmapped(name);
  }

  private static Mapped map(String name, List<Mapping> mappings) {
    for (Mapping mapping : mappings) {
      Matcher match = mapping.pattern().matcher(name);
      if (match.matches()) {
        List<String> tags =
            mapping.tags().entrySet().stream()
                .map(tag -> tag.getKey() + ":" + expand(tag.getValue(), match))
                .toList();
        return new Mapped(expand(mapping.name(), match), tags);
      }
    }
    return unmapped(name);
  }

  private static Mapped unmapped(String name) {
    return new Mapped(name, List.of());
  }

  /** Puts in the groups as Go's regexp.Expand does; a group that does not exist is empty. */
  private static String expand(String template, Matcher match) {
    return REFERENCE
        .matcher(template)
        .replaceAll(reference -> Matcher.quoteReplacement(referred(reference.group(), match)));
  }

  private static String referred(String reference, Matcher match) {
    if (reference.equals("$$")) {
      return "$";
    }
    String name = reference.replaceAll("[${}]", "");
    boolean exists = name.matches("[0-9]{1,3}") && Integer.parseInt(name) <= match.groupCount();
    String group = exists ? match.group(Integer.parseInt(name)) : null;
    return group == null ? "" : group;
  }
}
