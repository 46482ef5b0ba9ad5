package io.tagalong.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.log.CapturedLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AncestryTest {
  interface Root {}

  interface Branch extends Root {}

  static class Base implements Branch {}

  static final class Leaf extends Base implements Runnable {
    @Override
    public void run() {}
  }

  private final CapturedLog captured = new CapturedLog();

  @Test
  void findsSuperclassesAndInterfacesHoweverFarAway() throws Exception {
    Set<String> wanted =
        Set.of(Root.class.getName(), Base.class.getName(), Runnable.class.getName(), "x.Other");

    Set<String> found = find(getClass().getClassLoader(), wanted);

    assertEquals(
        Set.of(Root.class.getName(), Base.class.getName(), Runnable.class.getName()), found);
  }

  @Test
  void doesNotCallAClassItsOwnSubtype() throws Exception {
    assertEquals(Set.of(), find(getClass().getClassLoader(), Set.of(Leaf.class.getName())));
  }

  @Test
  void missesASupertypeQuietlyWhenAFileOnTheWayIsMissing() throws Exception {
    ClassLoader empty =
        new ClassLoader(null) {
          @Override
          public @Nullable InputStream getResourceAsStream(String name) {
            return null;
          }
        };

    assertEquals(Set.of(), find(empty, Set.of(Root.class.getName())));
    assertEquals("", captured.text());
  }

  @Test
  void saysWhichFileOnTheWayIsNoClassFile() throws Exception {
    ClassLoader damaged =
        new ClassLoader(null) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return new ByteArrayInputStream(new byte[20]);
          }
        };

    Set<String> found = find(damaged, Set.of(Root.class.getName(), Base.class.getName()));

    assertEquals(Set.of(Base.class.getName()), found);
    assertEquals(2, captured.log().suppressedErrors(), "for Base and for Runnable");
    String line = "the class file of " + Base.class.getName() + " could not be read";
    assertTrue(captured.text().contains(line), captured.text());
    assertEquals(2, captured.lineCount(), captured.text());
  }

  private Set<String> find(ClassLoader loader, Set<String> wanted) throws IOException {
    byte[] classFile = ClassFiles.of(Leaf.class);
    return Set.copyOf(
        Ancestry.find(loader, Leaf.class.getName(), classFile, wanted, captured.log()));
  }
}
