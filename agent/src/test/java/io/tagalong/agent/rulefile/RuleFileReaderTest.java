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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileReaderTest {
  private static final String GOOD =
      "rules:\n  - metric: good.count\n    class: com.example.Shop\n    method: buy\n";

  @Test
  void readsEveryKey() {
    RuleFile file =
        read(
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

    assertEquals(List.of(), texts(file));
    Rule rule = file.rules().get(0);
    assertEquals(MetricType.DISTRIBUTION, rule.metric().type());
    assertEquals(List.of("kind", "team"), rule.metric().tagKeys());
    assertEquals(20, rule.metric().limit());
    assertEquals(0.5, rule.metric().sampleRate());
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
  void saysThatTheTagOfANameIsMissing() {
    RuleFile file =
        read(
            "rules:\n"
                + "  - metric: shop.{kind}\n"
                + "    class: com.example.Shop\n"
                + "    method: buy\n"
                + "    tags: {kin: 'arg[0]'}\n");

    assertEquals(
        List.of("rules.yaml:2:13: the rule has no tag 'kind'; did you mean 'kin'?"), texts(file));
  }

  @Test
  void addsTheTagsAndConditionsOfTheDefaultsAndReplacesTheirOtherKeys() {
    RuleFile file =
        read(
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

    assertEquals(List.of(), texts(file));
    assertEquals(List.of("name", "team"), file.rules().get(0).metric().tagKeys());
    assertEquals(2, file.rules().get(0).conditions().size());
    assertEquals(7, file.rules().get(0).metric().limit());
    assertEquals(9, file.rules().get(1).metric().limit());
    assertTrue(file.rules().get(1).target().matches("<init>", "(I)V"));
  }

  @ParameterizedTest
  @CsvSource({
    "'unless: this.a = 1', 'rules.yaml:3:18: expected the end'",
    "'type: cont', 'rules.yaml:3:9: unknown type'",
    "'tags: {name: ret}', 'rules.yaml:3:16: a path cannot begin with'",
    "'unles: this.closed', 'rules.yaml:3:3: unknown key'",
    "'limit: 1, limit: 2', 'rules.yaml:3:13: '",
  })
  void dropsEveryRuleThatAMistakeInTheDefaultsIsPartOf(String mistake, String problem) {
    RuleFile file =
        read(
            "defaults: {\n  class: com.example.Shop,\n  "
                + mistake
                + "}\nrules:\n  - {metric: a, method: buy}\n  - {metric: b, method: sell}\n");

    assertTrue(texts(file).get(0).startsWith(problem), texts(file).toString());
    assertEquals(List.of(), file.rules());
  }

  @Test
  void keepsARuleThatReplacesWhatIsWrongInTheDefaults() {
    RuleFile file =
        read(
            "defaults: {class: com.example.Shop, type: cont}\nrules:\n"
                + "  - {metric: a, method: buy, type: count}\n  - {metric: b, method: sell}\n");

    assertEquals(1, file.problems().size(), texts(file).toString());
    assertEquals(1, file.rules().size());
    assertEquals("a", file.rules().get(0).metric().name());
  }

  @Test
  void dropsEveryRuleThatAMistakeIsSharedBy() {
    RuleFile file =
        read(
            "rules:\n  - {metric: a, class: b.C, method: run, unless: &not 'this.x = 1'}\n"
                + "  - {metric: b, class: b.C, method: run, unless: *not}\n");

    assertEquals(List.of(), file.rules());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "metrc: x ~ rules.yaml:9:5: unknown key 'metrc'; did you mean 'metric'?",
        "type: cont ~ rules.yaml:9:11: unknown type 'cont'; did you mean 'count'?",
        "value: elapsd ~ rules.yaml:9:12: a path cannot begin with 'elapsd'; did you mean 'elapsed'?",
        "value: '\"1\"' ~ rules.yaml:9:13: expected a path, found",
        "each: '\"a\"' ~ rules.yaml:9:12: expected a path, found",
        "each: elapsed ~ rules.yaml:9:11: a path cannot begin with 'elapsed'; it can be this",
        "tags: {name: 'ret.x'} ~ rules.yaml:9:19: a path cannot begin with 'ret'",
        "tags: {name: 'arg[x]'} ~ rules.yaml:9:23: 'x' is no argument",
        "when: this.a = 1 ~ rules.yaml:9:18: expected the end, found '= 1'",
        "when: this.a == on ~ rules.yaml:9:21: 'on' is no constant",
        "limit: 0 ~ rules.yaml:9:12: '0' is not a whole number from 1 to 10000",
        "sample_rate: 1.5 ~ rules.yaml:9:18: '1.5' is not a number above 0 to 1",
        "when: this.a contains 1 ~ rules.yaml:9:27: expected a text in double quotes, found '1'",
        "each: item.x ~ rules.yaml:9:11: 'item' is what 'each' gives",
        "tags: {name: item} ~ rules.yaml:6:5: 'item' is an element of a list; say of which",
        "when: arg[0] == option[\"prt\"] ~ rules.yaml:9:28: there is no option 'prt'",
        "type: gauge ~ rules.yaml:6:5: a gauge needs a value",
        "await: arg ~ rules.yaml:9:12: only what the method gives can be awaited",
        "production_tag: enviroment ~ rules.yaml:9:21: the rule has no tag 'enviroment'",
        "unit: seconds ~ rules.yaml:9:11: only 'value: elapsed' has a unit",
        "method: buy ~ rules.yaml:9:5: 'method' is here twice",
        "class: [] ~ rules.yaml:9:5: 'class' is here twice",
        "subtypes_of: 'a b' ~ rules.yaml:9:19: 'a b' is not the name of a class",
        "tags: {'a:b': 'return'} ~ rules.yaml:9:13: 'a:b' is no key of a tag",
      })
  void namesThePlaceAndTheRemedyAndDropsOnlyThatRule(String line, String problem) {
    RuleFile file =
        read(
            GOOD
                + "\n  - metric: bad.count\n    class: com.example.Shop\n    method: buy(int)\n"
                + "    "
                + line
                + "\n");

    assertTrue(texts(file).get(0).startsWith(problem), texts(file).toString());
    assertEquals(1, file.rules().size());
    assertEquals("good.count", file.rules().get(0).metric().name());
  }

  /** The agent would have to keep the list until the result is there. */
  @Test
  void refusesElementsOfAnArgumentWhereTheResultIsAwaited() {
    RuleFile file =
        read(
            "rules:\n  - metric: m\n    class: com.example.Shop\n    method: buy(java.util.List)\n"
                + "    await: return\n    each: arg[0]\n");

    assertEquals(
        List.of("rules.yaml:6:11: a rule with 'await' records elements of 'return' only"),
        texts(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gauge", "set"})
  void refusesASampleRateWhereNobodyCouldScale(String type) {
    RuleFile file =
        read(
            "rules:\n  - metric: m\n    class: com.example.Shop\n    method: buy(int)\n"
                + "    value: arg[0]\n    sample_rate: 0.5\n    type: "
                + type
                + "\n");

    assertEquals(
        List.of(
            "rules.yaml:6:18: a "
                + type
                + " cannot be sampled; leave this out, or take a distribution"),
        texts(file));
    assertEquals(List.of(), file.rules());
  }

  @Test
  void refusesWhatIsNotYamlWithItsPlace() {
    RuleFile file = read("rules:\n  - metric: [a\n");

    assertEquals(List.of(), file.rules());
    assertTrue(
        texts(file).get(0).startsWith("rules.yaml:3:1: this is not YAML"), texts(file).get(0));
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    assertEquals(1, read("[".repeat(100_000)).problems().size());
  }

  @Test
  void refusesAClassInsideTheJdkButNotItsSubtypes() {
    RuleFile file =
        read(
            "rules:\n  - {metric: a, class: java.util.HashMap, method: put}\n"
                + "  - {metric: b, subtypes_of: java.util.concurrent.Callable, method: call}\n");

    assertEquals(
        List.of(
            "rules.yaml:2:24: 'java.util.HashMap' is inside the JDK, where no rule can watch; name"
                + " what calls it"),
        texts(file));
    assertEquals(1, file.rules().size());
    assertTrue(file.rules().get(0).ofUser());
  }

  @Test
  void refusesThrownForConstructors() {
    RuleFile file =
        read("rules:\n  - {metric: a, class: b.C, method: new, tags: {t: thrown.type}}\n");

    assertTrue(texts(file).get(0).contains("a constructor that throws"), texts(file).toString());
  }

  @Test
  void readsANoteWithTheObjectAndTheValue() {
    RuleFile file =
        read("rules: [{note: n, on: thread, class: a.B, method: run, value: 'arg[0]@m ? this'}]");

    Note note = Objects.requireNonNull(file.rules().get(0).note());
    assertEquals(List.of(), texts(file));
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
    RuleFile file = read("rules: [{class: a.B, method: run, " + keys + "}]");

    assertEquals(List.of(), texts(file));
    assertTrue(file.rules().get(0).recordsThrowing());
  }

  @ParameterizedTest
  @CsvSource({
    "'note: n, value: this', a note needs 'on'",
    "'note: n, on: this', a note needs 'on'",
    "'note: n, on: this, value: this, metric: m', a rule has a metric or a note",
    "'note: a b, on: this, value: this', 'a b' is not a note's name",
    "'note: n, on: this, value: item', 'item' is an element of a list",
    "'note: n, on: item, value: this', 'item' is what 'each' gives",
    "'note: n, on: this, value: this@', expected a note's name after '@'",
  })
  void saysWhatANoteLacks(String keys, String problem) {
    RuleFile file = read("rules: [{class: a.B, method: run, " + keys + "}]");

    assertEquals(List.of(), file.rules());
    assertEquals(1, file.problems().size(), texts(file).toString());
    assertTrue(texts(file).get(0).contains(problem), texts(file).toString());
  }

  @Test
  void switchesEverythingOff() {
    assertTrue(read(GOOD).enabled());
    assertFalse(read("enabled: false\n").enabled());
    assertEquals(List.of(), texts(read("enabled: false\n")));
  }

  @Test
  void recordsSubtypesOnlyOnce() {
    RuleFile file = read("rules:\n  - {metric: a, subtypes_of: b.C, method: run}\n");

    assertEquals("rules.yaml:2", file.rules().get(0).once());
    assertNull(read(GOOD).rules().get(0).once());
  }

  @Test
  void readsProbesOfAPackOnly() {
    String text =
        "defaults: {class: a.B}\nrules:\n  - {probe: p.q, method: 'run(String)'}\n"
            + "  - {metric: m, method: run}\n";

    RuleFile pack = RuleFileReader.readPack("p.yaml", text, Options.defaults());
    RuleFile own = read(text);

    assertEquals(List.of(), pack.problems());
    assertEquals(1, pack.rules().size());
    assertEquals("probe p.q (p.yaml:3)", pack.probes().get(0).id());
    assertEquals("p.q", pack.probes().get(0).probe());
    assertTrue(pack.probes().get(0).target().matches("run", "(Ljava/lang/String;)V"));
    assertEquals(List.of(), own.probes());
    assertEquals(
        List.of("rules.yaml:3:6: only bundled rules have a probe; give a 'metric'"), texts(own));
  }

  @Test
  void refusesAProbeOfAConstructor() {
    RuleFile pack =
        RuleFileReader.readPack(
            "p.yaml", "rules: [{probe: p, class: a.B, method: new}]", Options.defaults());

    assertEquals(List.of(), pack.probes());
    assertTrue(texts(pack).get(0).contains("a constructor that throws"), texts(pack).toString());
  }

  private static RuleFile read(String text) {
    return RuleFileReader.read("rules.yaml", text, Options.defaults());
  }

  private static List<String> texts(RuleFile file) {
    return file.problems().stream().map(Problem::toString).collect(Collectors.toList());
  }
}
