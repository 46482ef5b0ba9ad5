package io.tagalong.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {
  @ParameterizedTest
  @CsvSource({
    "file:/app/lib/sdk-1.2.jar, sdk-1.2.jar",
    "jar:file:/app.jar!/BOOT-INF/lib/sdk-1.2.jar!/, sdk-1.2.jar",
    "jar:nested:/app.jar/!BOOT-INF/lib/sdk-1.2.jar!/, sdk-1.2.jar",
    "jar:file:/app.war!/, app.war",
    "file:/app/classes/, ''",
    "jar:nested:/app.jar/!BOOT-INF/classes/!/, ''",
  })
  void namesTheJarOfAClass(String location, String jar) {
    assertEquals(jar, Site.jar(location));
  }

  /** Stands for a class of an SDK, whose outer object the compiler hands to the constructor. */
  @SuppressWarnings({"unused", "ClassCanBeStatic"}) // Looked at by reflection.
  private final class Inner {
    Inner(Optional<String> name) {}
  }

  @Test
  void knowsWhatIsInAnArgumentOfAConstructor() throws Exception {
    MethodHandles.Lookup inner = MethodHandles.privateLookupIn(Inner.class, MethodHandles.lookup());
    MethodType type = MethodType.methodType(void.class);
    String descriptor =
        MethodType.methodType(void.class, SiteTest.class, Optional.class)
            .toMethodDescriptorString();
    Site site = new Site(Site.Kind.EXIT, inner, type, "<init>", descriptor);

    assertEquals(SiteTest.class, site.argumentType(0));
    assertEquals(String.class, DeclaredType.argument(site.argumentType(1), Optional.class, 0));
  }

  @Test
  void namesTheClassThatCameFromNoJar() {
    MethodType type = MethodType.methodType(long.class);
    Site site = new Site(Site.Kind.ENTER, MethodHandles.lookup(), type, "m", "()V");

    assertEquals(SiteTest.class.getName(), site.sdk());
  }
}
