package io.tagalong.sidecar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.webhook.Webhook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks in the settings' file, those of the documents among them. */
final class WebhookReaderTest {
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "DD_API_KEY", "0123456789abcdef0123456789abcdef",
          "SPACELIFT_WEBHOOK_SECRET", "one",
          "DEPLOYS_SECRET", "two",
          "STATSIG_WEBHOOK_SECRET", "three",
          "BRAZE_WEBHOOK_TOKEN", "four",
          "PRISM_WEBHOOK_SECRET", "five");

  private final Path folder;

  WebhookReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({"webhooks.md, 5", "spacelift.md, 2"})
  void readsEveryExampleOfTheDocuments(String document, int count) throws Exception {
    List<String> examples =
        EXAMPLE
            .matcher(Files.readString(Path.of("..", "docs", document)))
            .results()
            .map(MatchResult::group)
            .map(block -> block.replaceAll("```(yaml\n)?", ""))
            .toList();

    assertEquals(count, examples.size());
    for (String example : examples) {
      assertEquals(1, read(example).list().size());
    }
  }

  @Test
  void readsSeveralSecretsOfABundledWebhookAtAPathOfItsOwn() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "three\n");

    Webhook webhook =
        read("""
                webhook_rules:
                  - use: spacelift
                    path: /elsewhere
                    with: [extra_tags, run_policies]
                    secret_env: [DEPLOYS_SECRET]
                    secret_file: %s
                """
                .formatted(file))
            .list()
            .get(0);

    assertEquals("/elsewhere", webhook.path());
    assertEquals(2, webhook.secrets().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "{use: spacelft, open: true} ! 1:23 ! Did you mean spacelift?",
        "{use: spacelift, with: extra_tag, open: true} ! 1:40 ! Did you mean extra_tags?",
        "{use: spacelift} ! 1:17 ! Add secret_env or secret_file",
        "{use: spacelift, secret_env: NOWHERE} ! 1:46 ! NOWHERE is not set",
        "{path: x, open: true, rules: [{metric: a}]} ! 1:24 ! Allowed are paths like",
        "{path: /x, open: true} ! 1:17 ! it has no rules",
        "{path: /x, rules: [{metric: a}], open: true, tag: {}} ! 1:62 ! Did you mean tags?",
        "{path: /x, open: true, rules: [{metric: a, when: bdy.x}]} ! 1:66 ! Did you mean body?",
        "{path: /x, open: true, rules: [{metric: a, type: cuont}]} ! 1:66 ! Did you mean count?",
        "{path: /x, open: true, rules: [{metric: a b}]} ! 1:57 ! Allowed are letters",
        "{path: /x, open: true, rules: [{metric: a, value: matches}]} ! 1:67 ! Add each",
        "{path: /x, signatures: {A: v0}, secret_env: DEPLOYS_SECRET} ! 1:44 ! Add signed_at",
        "{path: /x, signatures: {A: v1}, open: true, when: bdy} ! 1:67 ! Did you mean body?",
        "{path: /x, open: true, rules: [{event: body.a + }]} ! 1:56 ! expected a path",
        "{path: /x, open: true, tags: {a: }, rules: [{metric: a}]} ! 1:49 ! tags.a is missing",
        "{use: spacelift_series, open: true, when: body.a} ! 1:59 ! when means nothing where",
        "{path: /x, open: true, rules: [{metrik: a}]} ! 1:49 ! Did you mean metric?",
      })
  void refusesAMistakeWithItsPlace(String webhook, String place, String hint) {
    InvalidSettingsException refused =
        assertThrows(
            InvalidSettingsException.class, () -> read("webhook_rules: [" + webhook + "]"));

    String problems = refused.problems().toString();
    assertTrue(problems.contains("sidecar.yaml:" + place + " "), problems);
    assertTrue(problems.contains(hint), problems);
  }

  @Test
  void refusesTwoWebhooksAtOnePath() {
    String webhook = "{path: /x, open: true, rules: [{metric: a}]}";

    InvalidSettingsException refused =
        assertThrows(
            InvalidSettingsException.class,
            () -> read("webhook_rules: [" + webhook + ", " + webhook + "]"));

    assertTrue(refused.problems().toString().contains("/x is there twice"));
  }

  private Webhooks read(String yaml) throws IOException, InvalidSettingsException {
    Path file = Files.writeString(folder.resolve("sidecar.yaml"), yaml);
    return new SettingsSource(ENVIRONMENT, Map.of(Setting.CONFIG, file.toString()), () -> "host")
        .load()
        .settings()
        .webhooks();
  }
}
