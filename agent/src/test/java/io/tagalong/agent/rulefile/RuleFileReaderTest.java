package io.tagalong.agent.rulefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.rule.Condition;
import io.tagalong.agent.rule.Measure;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import io.tagalong.agent.rule.Note;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.yaml.Problem;
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
    assertEquals(MetricType.DISTRIBUTION, metric(rule).type());
    assertEquals(List.of("kind", "team"), metric(rule).tagKeys());
    assertEquals(20, metric(rule).limit());
    assertEquals(0.5, metric(rule).sampleRate());
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
    assertEquals(List.of("name", "team"), metric(file.rules().get(0)).tagKeys());
    assertEquals(2, file.rules().get(0).conditions().size());
    assertEquals(7, metric(file.rules().get(0)).limit());
    assertEquals(9, metric(file.rules().get(1)).limit());
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
    assertEquals("a", metric(file.rules().get(0)).name());
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
        "on: this ~ rules.yaml:9:9: only a note has 'on'; leave it out, or give a 'note'",
        "value: elapsd ~ rules.yaml:9:12: a path cannot begin with 'elapsd'; did you mean 'elapsed'?",
        "value: '\"1\"' ~ rules.yaml:9:13: expected a path, found",
        "each: '\"a\"' ~ rules.yaml:9:12: expected a path, found",
        "each: elapsed ~ rules.yaml:9:11: a path cannot begin with 'elapsed'; it can be this",
        "tags: {name: 'ret.x'} ~ rules.yaml:9:19: a path cannot begin with 'ret'",
        "tags: {name: '${REGION}'} ~ rules.yaml:9:19: a path cannot begin with '$'; a constant is"
            + " written in double quotes; a variable of the environment is env[\"NAME\"]",
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
        "tags: {'a:b': 'return'} ~ rules.yaml:9:13: 'a:b' is no key of a tag; give up to 100",
        "returns: a b ~ rules.yaml:9:14: 'a b' is not a type; give its name, like",
        "'<<': {limit: 7} ~ rules.yaml:9:6: unknown key '<<'; nothing is merged",
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
    assertEquals("good.count", metric(file.rules().get(0)).name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "class: a.B, method: run ~ the rule has no 'metric'; give its name, or a 'note'",
        "metric: m, method: run ~ the rule has no 'class'; give the class to watch, or",
        "metric: m, class: a.B ~ the rule has no 'method'; give the method to watch, or 'new'",
        "metric: m n, class: a.B, method: run ~ 'm n' is not a metric's name; give up to 200",
        "metrc: m, class: a.B, method: run ~ unknown key 'metrc'; did you mean 'metric'?",
        "metric: m, clas: a.B, method: run ~ unknown key 'clas'; did you mean 'class'?",
        "metric: m, class: a.B, metod: run ~ unknown key 'metod'; did you mean 'method'?",
        "nte: n, on: this, value: this, class: a.B, method: run ~ unknown key 'nte'; did you",
      })
  void saysInOneLineWhatARuleLacks(String keys, String problem) {
    RuleFile file = read("rules: [{" + keys + "}]");

    assertEquals(List.of(), file.rules());
    assertEquals(1, file.problems().size(), texts(file).toString());
    assertTrue(texts(file).get(0).contains(problem), texts(file).toString());
  }

  @Test
  void saysOfAMistypedListOfRulesNotThatThereAreNone() {
    assertEquals(
        List.of("rules.yaml:1:1: unknown key 'rulse'; did you mean 'rules'?"),
        texts(read("rulse: []\n")));
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
  void readsAsManyAliasesAsThereAre() {
    StringBuilder text =
        new StringBuilder("rules:\n  - {metric: m, class: a.B, method: run, tags: &t {x: this}}\n");
    for (int i = 0; i < 100; i++) {
      text.append("  - {metric: m, class: a.B, method: run" + i + ", tags: *t}\n");
    }

    RuleFile file = read(text.toString());

    assertEquals(List.of(), texts(file));
    assertEquals(101, file.rules().size());
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

  @Test
  void letsTheDefaultsHaveWhatOnlyRulesOfOneKindCanHave() {
    RuleFile file =
        read(
            "defaults: {class: a.B, method: run, on: this, tags: {t: 'arg[0]'}, limit: 7}\n"
                + "rules: [{metric: m}, {note: n, value: 'arg[0]'}]");

    assertEquals(List.of(), texts(file));
    assertEquals(2, file.rules().size());
  }

  @ParameterizedTest
  @CsvSource({
    "'note: n, value: this', a note needs 'on'",
    "'note: n, on: this', a note needs 'on'",
    "'note: n, on: this, value: this, metric: m', a rule has a metric or a note",
    "'note: a b, on: this, value: this', 'a b' is not a note's name",
    "'note: n, on: this, value: this, each: this.list', a note has no 'each'; leave it out",
    "'note: n, on: this, value: this, once: g', a note has no 'once'; leave it out",
    "'note: n, on: this, value: this, type: gauge', a note has no 'type'; leave it out",
    "'note: n, on: this, value: this, unit: seconds', a note has no 'unit'; leave it out",
    "'note: n, on: this, value: this, limit: 7', a note has no 'limit'; leave it out",
    "'note: n, on: this, value: this, sample_rate: 0.5', a note has no 'sample_rate'; leave it",
    "'note: n, on: this, value: this, tags: {t: this}', a note has no 'tags'; leave it out",
    "'note: n, on: this, value: this, production_tag: t', a note has no 'production_tag'; leave",
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
    assertFalse(read("enabled: False\n").enabled());
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

  private static Metric metric(Rule rule) {
    return Objects.requireNonNull(rule.metric());
  }

  private static RuleFile read(String text) {
    return RuleFileReader.read("rules.yaml", text, Options.defaults());
  }

  private static List<String> texts(RuleFile file) {
    return file.problems().stream().map(Problem::toString).collect(Collectors.toList());
  }
}
