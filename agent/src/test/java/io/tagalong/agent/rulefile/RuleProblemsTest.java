package io.tagalong.agent.rulefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.config.Options;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with rules is told with its place and what would be right, and costs only them. */
class RuleProblemsTest {
  private static final String GOOD =
      "rules:\n  - metric: good.count\n    class: com.example.Shop\n    method: buy\n";

  @Test
  void saysThatTheTagOfANameIsMissing() {
    RuleFile file =
        RuleFiles.read(
            "rules:\n"
                + "  - metric: shop.{kind}\n"
                + "    class: com.example.Shop\n"
                + "    method: buy\n"
                + "    tags: {kin: 'arg[0]'}\n");

    assertEquals(
        List.of("rules.yaml:2:13: the rule has no tag 'kind'; did you mean 'kin'?"),
        RuleFiles.problems(file));
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
        RuleFiles.read(
            "defaults: {\n  class: com.example.Shop,\n  "
                + mistake
                + "}\nrules:\n  - {metric: a, method: buy}\n  - {metric: b, method: sell}\n");

    assertTrue(
        RuleFiles.problems(file).get(0).startsWith(problem), RuleFiles.problems(file).toString());
    assertEquals(List.of(), file.rules());
  }

  @Test
  void keepsARuleThatReplacesWhatIsWrongInTheDefaults() {
    RuleFile file =
        RuleFiles.read(
            "defaults: {class: com.example.Shop, type: cont}\nrules:\n"
                + "  - {metric: a, method: buy, type: count}\n  - {metric: b, method: sell}\n");

    assertEquals(1, file.problems().size(), RuleFiles.problems(file).toString());
    assertEquals(1, file.rules().size());
    assertEquals("a", RuleFiles.metric(file.rules().get(0)).name());
  }

  @Test
  void dropsEveryRuleThatAMistakeIsSharedBy() {
    RuleFile file =
        RuleFiles.read(
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
        RuleFiles.read(
            GOOD
                + "\n  - metric: bad.count\n    class: com.example.Shop\n    method: buy(int)\n"
                + "    "
                + line
                + "\n");

    assertTrue(
        RuleFiles.problems(file).get(0).startsWith(problem), RuleFiles.problems(file).toString());
    assertEquals(1, file.rules().size());
    assertEquals("good.count", RuleFiles.metric(file.rules().get(0)).name());
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
    RuleFile file = RuleFiles.read("rules: [{" + keys + "}]");

    assertEquals(List.of(), file.rules());
    assertEquals(1, file.problems().size(), RuleFiles.problems(file).toString());
    assertTrue(
        RuleFiles.problems(file).get(0).contains(problem), RuleFiles.problems(file).toString());
  }

  @Test
  void saysOfAMistypedListOfRulesNotThatThereAreNone() {
    assertEquals(
        List.of("rules.yaml:1:1: unknown key 'rulse'; did you mean 'rules'?"),
        RuleFiles.problems(RuleFiles.read("rulse: []\n")));
  }

  /** The agent would have to keep the list until the result is there. */
  @Test
  void refusesElementsOfAnArgumentWhereTheResultIsAwaited() {
    RuleFile file =
        RuleFiles.read(
            "rules:\n  - metric: m\n    class: com.example.Shop\n    method: buy(java.util.List)\n"
                + "    await: return\n    each: arg[0]\n");

    assertEquals(
        List.of("rules.yaml:6:11: a rule with 'await' records elements of 'return' only"),
        RuleFiles.problems(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gauge", "set"})
  void refusesASampleRateWhereNobodyCouldScale(String type) {
    RuleFile file =
        RuleFiles.read(
            "rules:\n  - metric: m\n    class: com.example.Shop\n    method: buy(int)\n"
                + "    value: arg[0]\n    sample_rate: 0.5\n    type: "
                + type
                + "\n");

    assertEquals(
        List.of(
            "rules.yaml:6:18: a "
                + type
                + " cannot be sampled; leave this out, or take a distribution"),
        RuleFiles.problems(file));
    assertEquals(List.of(), file.rules());
  }

  @Test
  void refusesWhatIsNotYamlWithItsPlace() {
    RuleFile file = RuleFiles.read("rules:\n  - metric: [a\n");

    assertEquals(List.of(), file.rules());
    assertTrue(
        RuleFiles.problems(file).get(0).startsWith("rules.yaml:3:1: this is not YAML"),
        RuleFiles.problems(file).get(0));
  }

  @Test
  void refusesAClassInsideTheJdkButNotItsSubtypes() {
    RuleFile file =
        RuleFiles.read(
            "rules:\n  - {metric: a, class: java.util.HashMap, method: put}\n"
                + "  - {metric: b, subtypes_of: java.util.concurrent.Callable, method: call}\n");

    assertEquals(
        List.of(
            "rules.yaml:2:24: 'java.util.HashMap' is inside the JDK, where no rule can watch; name"
                + " what calls it"),
        RuleFiles.problems(file));
    assertEquals(1, file.rules().size());
    assertTrue(file.rules().get(0).ofUser());
  }

  @Test
  void refusesThrownForConstructors() {
    RuleFile file =
        RuleFiles.read(
            "rules:\n  - {metric: a, class: b.C, method: new, tags: {t: thrown.type}}\n");

    assertTrue(
        RuleFiles.problems(file).get(0).contains("a constructor that throws"),
        RuleFiles.problems(file).toString());
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
    RuleFile file = RuleFiles.read("rules: [{class: a.B, method: run, " + keys + "}]");

    assertEquals(List.of(), file.rules());
    assertEquals(1, file.problems().size(), RuleFiles.problems(file).toString());
    assertTrue(
        RuleFiles.problems(file).get(0).contains(problem), RuleFiles.problems(file).toString());
  }

  @Test
  void refusesAProbeOfAConstructor() {
    RuleFile pack =
        RuleFileReader.readPack(
            "p.yaml", "rules: [{probe: p, class: a.B, method: new}]", Options.defaults());

    assertEquals(List.of(), pack.probes());
    assertTrue(
        RuleFiles.problems(pack).get(0).contains("a constructor that throws"),
        RuleFiles.problems(pack).toString());
  }
}
