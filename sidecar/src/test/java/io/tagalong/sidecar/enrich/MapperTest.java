package io.tagalong.sidecar.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.enrich.MapperProfile.Mapping;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapperTest {
  @ParameterizedTest
  @CsvSource({
    "a.*.c, a.b.c, true",
    "a.*.c, a..c, true",
    "a.*.c, a.b.b.c, false",
    "a.*.c, a.b.c.d, false",
    "a.*.c, x.a.b.c, false",
    "a.b, axb, false",
    "a-1_*, a-1_z, true",
  })
  void wildcardMatchesWholeNames(String wildcard, String name, boolean matches) {
    assertEquals(matches, NamePattern.wildcard(wildcard).matcher(name).matches());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.**", "a+", "a b", "ä", "a|b", "(a)"})
  void refusesWildcardWithAnythingElse(String wildcard) {
    assertThrows(PatternSyntaxException.class, () -> NamePattern.wildcard(wildcard));
  }

  @Test
  void regexMatchesWholeNamesEvenWithAlternatives() {
    Pattern regex = NamePattern.regex("a|b");

    assertTrue(regex.matcher("a").matches());
    assertEquals(false, regex.matcher("ax").matches());
  }

  @ParameterizedTest
  @CsvSource({
    "$1, one",
    "${1}_x, one_x",
    "$1_x, ''",
    "$2$1, twoone",
    "$3-${name}, -",
    "$$1, $1",
    "a$, a$",
    "${1, ${1",
    "$0, in.one.two",
    "$999999999999, ''",
  })
  void expandsReferencesAsGoDoes(String template, String expected) {
    Mapping mapping =
        new Mapping(NamePattern.wildcard("in.*.*"), template, Map.of("key", template));
    Mapper mapper = new Mapper(List.of(new MapperProfile("in.", List.of(mapping))));

    Mapper.Mapped mapped = mapper.map("in.one.two");

    assertEquals(new Mapper.Mapped(expected, List.of("key:" + expected)), mapped);
  }

  @Test
  void leavesOutGroupThatTookNoPart() {
    Mapping mapping = new Mapping(NamePattern.regex("a(b)?c"), "x${1}y", Map.of());
    Mapper mapper = new Mapper(List.of(new MapperProfile("*", List.of(mapping))));

    assertEquals("xy", mapper.map("ac").name());
  }

  @Test
  void appliesTheFirstMappingThatMatches() {
    Mapping first = new Mapping(NamePattern.wildcard("a.*"), "first", Map.of());
    Mapping second = new Mapping(NamePattern.wildcard("a.b"), "second", Map.of());
    Mapper mapper = new Mapper(List.of(new MapperProfile("a", List.of(first, second))));

    assertEquals("first", mapper.map("a.b").name());
  }

  @Test
  void leavesNameAsItIsWhenItIsVeryLong() {
    Mapping mapping = new Mapping(NamePattern.regex("(a|b)*"), "short", Map.of());
    Mapper mapper = new Mapper(List.of(new MapperProfile("*", List.of(mapping))));
    String longest = "a".repeat(Mapper.MAX_NAME_LENGTH);

    assertEquals("short", mapper.map(longest).name());
    assertEquals(longest + "a", mapper.map(longest + "a").name());
  }

  @Property(tries = 500)
  void neverThrowsAndLeavesUnmappedNamesAlone(
      @ForAll String name, @ForAll String template, @ForAll @StringLength(max = 5) String key) {
    Mapping mapping = new Mapping(NamePattern.regex("(.)(.*)x?"), template, Map.of(key, template));
    Mapping wildcard = new Mapping(NamePattern.wildcard("*"), template, Map.of());
    MapperProfile profile = new MapperProfile("*", List.of(mapping, wildcard));

    Mapper.Mapped mapped = new Mapper(List.of(profile)).map(name);

    assertTrue(mapped.tags().size() <= 1);
    assertEquals(name, new Mapper(List.of()).map(name).name());
  }
}
