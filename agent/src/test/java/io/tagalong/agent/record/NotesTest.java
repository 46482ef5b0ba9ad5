package io.tagalong.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NotesTest {
  /** Equal to every other one, as no code of the application shall be asked. */
  private static final class Same {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Same;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  private final Notes notes = new Notes();

  @Test
  void tellsObjectsApartByIdentity() {
    Same one = new Same();
    Same other = new Same();

    notes.write(one, "one");
    notes.write(other, "other");

    assertEquals("one", notes.read(one));
    assertEquals("other", notes.read(other));
    assertNull(notes.read(new Same()));
    assertNull(notes.read(null));
  }

  @Test
  void replacesAndTakesAway() {
    notes.write(this, "first");
    notes.write(this, "second");
    assertEquals("second", notes.read(this));

    notes.write(this, null);
    assertNull(notes.read(this));
  }

  @Test
  void countsWhatFindsNoRoomAndKeepsWhatIsThere() {
    List<Object> living = new ArrayList<>();
    for (int i = 0; i < Notes.LIMIT + 3; i++) {
      Object object = new Object();
      living.add(object);
      notes.write(object, i);
    }

    assertEquals(3, notes.drops());
    for (int i = 0; i < living.size(); i++) {
      assertEquals(i < Notes.LIMIT ? i : null, notes.read(living.get(i)));
    }
  }

  @Test
  void givesTheRoomOfObjectsThatAreGoneToOthersOnlyWhenAskedToMakeRoom() {
    Object kept = new Object();
    notes.write(kept, "kept");
    WeakReference<Object> gone = fillUp();
    while (gone.get() != null) {
      System.gc();
    }
    Object late = new Object();
    notes.write(late, "too early");
    assertNull(notes.read(late));
    assertEquals(1, notes.drops());

    notes.makeRoom();
    notes.write(late, "late");

    assertEquals("late", notes.read(late));
    assertEquals("kept", notes.read(kept));
    assertEquals(1, notes.drops());
    assertTrue(notes.read(new Object()) == null);
  }

  /** Writes beside as many objects as there is room for, and lets them go. */
  private WeakReference<Object> fillUp() {
    WeakReference<Object> last = new WeakReference<>(null);
    for (int i = 1; i < Notes.LIMIT; i++) {
      Object object = new Object();
      last = new WeakReference<>(object);
      notes.write(object, "x");
    }
    return last;
  }
}
