package io.tagalong.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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

  @Test
  void namesTheClassThatCameFromNoJar() {
    MethodType type = MethodType.methodType(long.class);
    Site site = new Site(Site.Kind.ENTER, MethodHandles.lookup(), type, "m", "()V");

    assertEquals(SiteTest.class.getName(), site.sdk());
  }
}
