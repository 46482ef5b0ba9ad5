package io.tagalong.agent.rulefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.rule.Condition;
import io.tagalong.agent.rule.Measure;
import io.tagalong.agent.rule.MetricType;
import io.tagalong.agent.rule.Note;
import io.tagalong.agent.rule.Rule;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileReaderTest {
  private static final String GOOD =
      "rules:\n  - metric: good.count\n    class: com.example.Shop\n    method: buy\n";

  @Test
  void readsEveryKey() {
    RuleFile file =
        RuleFiles.read(
            "rules:\n"
                + "  - metric: shop.buy.latency\n"
                + "    type: distribution\n"
                + "    class: [com.example.Shop, 'com.example.Shop$Inner']\n"
                + "    method: ['buy | sell (String, int[], ..)', close()]\n"
                + "    returns: com.example.Order\n"
                + "    value: elapsed\n"
                + "    unit: seconds\n"
                + "    tags:\n"
                + "      team: '\"checkout\"'\n"
                + "      kind: arg[1].kind ? return.kind ? \"none\"\n"
                + "    when: this.enabled\n"
                + "    unless: ['arg[0] == null', field.state != 3]\n"
                + "    once: shop\n"
                + "    limit: 20\n"
                + "    sample_rate: 0.5\n");

    assertEquals(List.of(), RuleFiles.problems(file));
    Rule rule = file.rules().get(0);
    assertEquals(MetricType.DISTRIBUTION, RuleFiles.metric(rule).type());
    assertEquals(List.of("kind", "team"), RuleFiles.metric(rule).tagKeys());
    assertEquals(20, RuleFiles.metric(rule).limit());
    assertEquals(0.5, RuleFiles.metric(rule).sampleRate());
    assertEquals(Measure.Unit.SECONDS, rule.measure().unit());
    assertEquals("shop", rule.once());
    assertEquals(2, rule.target().classNames().size());
    assertEquals("com.example.Order", rule.target().resultType());
    assertTrue(rule.target().matches("sell", "(Ljava/lang/String;[ILjava/util/Map;J)V"));
    assertTrue(rule.target().matches("close", "()V"));
    assertFalse(rule.target().matches("close", "(I)V"));
    assertFalse(rule.target().matches("buy", "(Ljava/lang/String;)V"));
    assertEquals("arg[1].kind ? return.kind ? \"none\"", rule.tags().get(0).toString());
    assertEquals(
        List.of("this.enabled == true", "arg[0] != null", "field.state == 3"),
        rule.conditions().stream().map(Condition::toString).collect(Collectors.toList()));
  }

  @Test
  void addsTheTagsAndConditionsOfTheDefaultsAndReplacesTheirOtherKeys() {
    RuleFile file =
        RuleFiles.read(
            "defaults:\n"
                + "  class: com.example.Shop\n"
                + "  limit: 7\n"
                + "  unless: this.closed\n"
                + "  tags: {team: env[\"TEAM\"]}\n".replace("env[\"TEAM\"]", "'env[\"TEAM\"]'")
                + "rules:\n"
                + "  - metric: a\n"
                + "    method: buy\n"
                + "    unless: arg[0]\n"
                + "    tags: {name: 'arg[0]'}\n"
                + "  - {metric: b, method: new, limit: 9}\n");

    assertEquals(List.of(), RuleFiles.problems(file));
    assertEquals(List.of("name", "team"), RuleFiles.metric(file.rules().get(0)).tagKeys());
    assertEquals(2, file.rules().get(0).conditions().size());
    assertEquals(7, RuleFiles.metric(file.rules().get(0)).limit());
    assertEquals(9, RuleFiles.metric(file.rules().get(1)).limit());
    assertTrue(file.rules().get(1).target().matches("<init>", "(I)V"));
  }

  @Test
  void readsAsManyAliasesAsThereAre() {
    StringBuilder text =
        new StringBuilder("rules:\n  - {metric: m, class: a.B, method: run, tags: &t {x: this}}\n");
    for (int i = 0; i < 100; i++) {
      text.append("  - {metric: m, class: a.B, method: run" + i + ", tags: *t}\n");
    }

    RuleFile file = RuleFiles.read(text.toString());

    assertEquals(List.of(), RuleFiles.problems(file));
    assertEquals(101, file.rules().size());
  }

  @Test
  void readsANoteWithTheObjectAndTheValue() {
    RuleFile file =
        RuleFiles.read(
            "rules: [{note: n, on: thread, class: a.B, method: run, value: 'arg[0]@m ? this'}]");

    Note note = Objects.requireNonNull(file.rules().get(0).note());
    assertEquals(List.of(), RuleFiles.problems(file));
    assertEquals("n of thread: arg[0]@m ? this", note.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metric: m, each: thrown.suppressed",
        "metric: m, each: this.list, tags: {t: thrown.type}",
        "metric: m, type: gauge, value: thrown.status",
        "metric: m, unless: thrown.fatal",
        "note: n, on: thrown, value: this",
        "note: n, on: this, value: thrown.type",
      })
  void recordsThrowingCallsWhereverTheRuleReadsWhatIsThrown(String keys) {
    RuleFile file = RuleFiles.read("rules: [{class: a.B, method: run, " + keys + "}]");

    assertEquals(List.of(), RuleFiles.problems(file));
    assertTrue(file.rules().get(0).recordsThrowing());
  }

  @Test
  void letsTheDefaultsHaveWhatOnlyRulesOfOneKindCanHave() {
    RuleFile file =
        RuleFiles.read(
            "defaults: {class: a.B, method: run, on: this, tags: {t: 'arg[0]'}, limit: 7}\n"
                + "rules: [{metric: m}, {note: n, value: 'arg[0]'}]");

    assertEquals(List.of(), RuleFiles.problems(file));
    assertEquals(2, file.rules().size());
  }

  @Test
  void switchesEverythingOff() {
    assertTrue(RuleFiles.read(GOOD).enabled());
    assertFalse(RuleFiles.read("enabled: false\n").enabled());
    assertFalse(RuleFiles.read("enabled: False\n").enabled());
    assertEquals(List.of(), RuleFiles.problems(RuleFiles.read("enabled: false\n")));
  }

  @Test
  void recordsSubtypesOnlyOnce() {
    RuleFile file = RuleFiles.read("rules:\n  - {metric: a, subtypes_of: b.C, method: run}\n");

    assertEquals("rules.yaml:2", file.rules().get(0).once());
    assertNull(RuleFiles.read(GOOD).rules().get(0).once());
  }

  @Test
  void readsProbesOfAPackOnly() {
    String text =
        "defaults: {class: a.B}\nrules:\n  - {probe: p.q, method: 'run(String)'}\n"
            + "  - {metric: m, method: run}\n";

    RuleFile pack = RuleFileReader.readPack("p.yaml", text, Options.defaults());
    RuleFile own = RuleFiles.read(text);

    assertEquals(List.of(), pack.problems());
    assertEquals(1, pack.rules().size());
    assertEquals("probe p.q (p.yaml:3)", pack.probes().get(0).id());
    assertEquals("p.q", pack.probes().get(0).probe());
    assertTrue(pack.probes().get(0).target().matches("run", "(Ljava/lang/String;)V"));
    assertEquals(List.of(), own.probes());
    assertEquals(
        List.of("rules.yaml:3:6: only bundled rules have a probe; give a 'metric'"),
        RuleFiles.problems(own));
  }
}
