package io.tagalong.sidecar.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceTest {
  @ParameterizedTest
  @CsvSource({
    "shop, orders, shop.orders",
    "shop., orders, shop.orders",
    "'', orders, orders",
    "shop, jvm.heap, jvm.heap",
    "shop, jvmx, jvmx",
    "shop, my.jvm, shop.my.jvm",
  })
  void prependsPrefixUnlessNameBeginsLikeAnException(String prefix, String name, String expected) {
    assertEquals(expected, new Namespace(prefix, List.of("jvm")).prepend(name));
  }
}
