package io.tagalong.sidecar.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodLabelsTest {
  @TempDir Path folder = Path.of("");

  @Test
  void makesTagsOfTheLabelsThatHaveAKey() throws IOException {
    Path file = folder.resolve("labels");
    Files.writeString(
        file,
        """
        app="shop"
        app.kubernetes.io/name="checkout"
        empty=""
        no label
        tags.datadoghq.com/env="prod"
        tags.datadoghq.com/version="1.4.0-rc_1"
        """);
    PodLabels labels =
        new PodLabels(
            file,
            Map.of(
                "app.kubernetes.io/name", "kube_app",
                "tags.datadoghq.com/env", "env",
                "tags.datadoghq.com/version", "version",
                "empty", "empty",
                "no label", "none"));

    assertEquals(List.of("kube_app:checkout", "env:prod", "version:1.4.0-rc_1"), labels.tags());
  }

  @Test
  void givesNoTagsWithoutFile() throws IOException {
    PodLabels labels = new PodLabels(folder.resolve("absent"), PodLabels.STANDARD_TAG_KEYS);

    assertEquals(List.of(), labels.tags());
  }

  @Test
  void failsWhenFileCannotBeRead() {
    PodLabels labels = new PodLabels(folder, PodLabels.STANDARD_TAG_KEYS);

    assertThrows(IOException.class, labels::tags);
  }
}
