package io.tagalong.sidecar.enrich;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pod's labels as Kubernetes' downward API writes them into a file: {@code key="value"} a line.
 *
 * @param tagKeys by label, the key of the tag that it becomes; other labels are not looked at
 */
public record PodLabels(Path file, Map<String, String> tagKeys) {
  /** The labels of Datadog's unified service tagging. */
  public static final Map<String, String> STANDARD_TAG_KEYS =
      Map.of(
          "tags.datadoghq.com/env", "env",
          "tags.datadoghq.com/service", "service",
          "tags.datadoghq.com/version", "version");

  /** Values of labels hold nothing that Kubernetes would escape. */
  private static final Pattern LINE = Pattern.compile("([^=]+)=\"([A-Za-z0-9_.-]+)\"");

  public PodLabels {
    tagKeys = Map.copyOf(tagKeys);
  }

  /**
   * The tags in the order of the file; none without a file, as outside Kubernetes.
   *
   * @throws IOException when there is a file that cannot be read
   */
  public List<String> tags() throws IOException {
    List<String> tags = new ArrayList<>();
    for (String line : lines()) {
      Matcher label = LINE.matcher(line);
      if (label.matches() && tagKeys.containsKey(label.group(1))) {
        tags.add(tagKeys.get(label.group(1)) + ":" + label.group(2));
      }
    }
    return tags;
  }

  private List<String> lines() throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException absent) {
      return List.of();
    }
  }
}
