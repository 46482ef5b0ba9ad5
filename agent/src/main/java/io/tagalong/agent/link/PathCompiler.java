package io.tagalong.agent.link;

import io.tagalong.agent.link.Members.Member;
import io.tagalong.agent.record.Notes;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Slot;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the steps of a path to a handle {@code (Object)Object} that reads it as directly as
 * compiled-in code.
 *
 * <p>Each step is resolved once against the declared type of what the step before gives, with the
 * woven class's own lookup, so whatever that class may read can be read without opening anything.
 * What is inside an {@code Optional} or a map is known from the declared type arguments. At run
 * time a step first asks whether the value is of that type: this one check covers null, and also a
 * result that is declared as {@code Object}.
 *
 * <p>A member that the type does not have fails the compilation; the linker then reads the path as
 * null. This is also the whole compatibility check: the agent names no type of an SDK, so there is
 * nothing else that could mismatch.
 */
final class PathCompiler {
  private static final MethodHandle NULL = MethodHandles.empty(Handles.ONE_TO_ONE);
  private static final MethodHandle IS_INSTANCE =
      Handles.ofVirtual(
          Class.class, "isInstance", MethodType.methodType(boolean.class, Object.class));
  private static final MethodHandle MAP_GET =
      Handles.ofStatic(
          PathCompiler.class, "get", MethodType.methodType(Object.class, Map.class, String.class));
  private static final MethodHandle UNWRAP =
      MethodHandles.insertArguments(
          Handles.ofVirtual(Optional.class, "orElse", Handles.ONE_TO_ONE), 1, (Object) null);
  private static final MethodHandle UNWRAP_ANY =
      Handles.ofStatic(Optionals.class, "value", Handles.ONE_TO_ONE);
  private static final MethodHandle TYPE_NAME =
      MethodHandles.filterReturnValue(
          Handles.ofVirtual(Object.class, "getClass", MethodType.methodType(Class.class)),
          Handles.ofVirtual(Class.class, "getName", MethodType.methodType(String.class)));

  private static final MethodHandle READ_NOTE =
      Handles.ofVirtual(Notes.class, "read", Handles.ONE_TO_ONE);

  private final Members members;
  private final Tables tables;
  private boolean callsApplication;

  /**
   * @param tables has the notes
   */
  PathCompiler(Members members, Tables tables) {
    this.members = members;
    this.tables = tables;
  }

  /**
   * Compiles a path.
   *
   * @param start the declared type of the slot that the path begins at
   * @return a handle that gives whatever is at the end of the path, or null
   */
  MethodHandle compile(Path path, Type start) throws NoSuchMemberException {
    return read(path, start).handle;
  }

  /** Whether reading any of the paths compiled so far may call a method of the application. */
  boolean callsApplication() {
    return callsApplication;
  }

  /** The declared type of what is at the end of a path. */
  Type typeAtEnd(Path path, Type start) throws NoSuchMemberException {
    return read(path, start).type;
  }

  private Reading read(Path path, Type start) throws NoSuchMemberException {
    Reading reading = new Reading(start);
    List<Path.Step> steps = path.steps();
    for (int i = 0; i < steps.size(); i++) {
      Path.Step step = steps.get(i);
      if (step.kind() == Path.Step.Kind.KEY) {
        refuseUnlessMap(DeclaredType.raw(reading.type), step.name());
        callsApplication = true; // The map may be of any class.
        reading.through(
            MethodHandles.insertArguments(MAP_GET, 1, step.name()),
            DeclaredType.argument(reading.type, Map.class, 1));
      } else if (step.kind() == Path.Step.Kind.NOTE) {
        reading.through(READ_NOTE.bindTo(tables.notes(step.name())), Object.class);
      } else if (i == 0 && path.slot().kind() == Slot.Kind.FIELD) {
        Member field = members.field(DeclaredType.raw(reading.type), step.name());
        if (field.ofClass()) {
          reading.regardless(field.reader(), field.type());
        } else {
          reading.through(field.reader(), field.type());
        }
      } else if (path.slot().kind() == Slot.Kind.THROWN && step.name().equals("type")) {
        reading.through(TYPE_NAME, String.class);
      } else {
        Member member = members.find(DeclaredType.raw(reading.type), step.name());
        callsApplication |= member.isMethod();
        reading.through(member.reader(), member.type());
      }
    }
    return reading;
  }

  /** An interface and {@code Object} may turn out to be a map when the path is read. */
  private static void refuseUnlessMap(Class<?> type, String key) throws NoSuchMemberException {
    if (!type.isInterface() && type != Object.class && !Map.class.isAssignableFrom(type)) {
      throw new NoSuchMemberException(type, key, "it is no map", null);
    }
  }

  /** The value of a key; null also in a map that takes no such keys. */
  static @Nullable Object get(Map<?, ?> map, String key) {
    try {
      return map.get(key);
    } catch (ClassCastException e) { // A sorted map of other keys.
      return null;
    }
  }

  /** What is read so far, and its declared type. */
  private static final class Reading {
    private MethodHandle handle = MethodHandles.identity(Object.class);
    private Type type;

    Reading(Type start) {
      this.type = start;
      through(MethodHandles.identity(Object.class).asType(one(DeclaredType.raw(start))), start);
    }

    private static MethodType one(Class<?> type) {
      return MethodType.methodType(Object.class, type);
    }

    /** Goes one step further; what an optional holds is taken out. */
    void through(MethodHandle read, Type next) {
      Class<?> from = MethodType.methodType(read.type().parameterType(0)).wrap().returnType();
      MethodHandle step = Handles.boxed(read).asType(Handles.ONE_TO_ONE);
      take(
          MethodHandles.filterReturnValue(
              handle, MethodHandles.guardWithTest(IS_INSTANCE.bindTo(from), step, NULL)),
          next);
    }

    /** Begins anew, whatever was read so far: where the class is meant, there may be no object. */
    void regardless(MethodHandle read, Type next) {
      take(Handles.boxed(read).asType(Handles.ONE_TO_ONE), next);
    }

    private void take(MethodHandle longer, Type next) {
      handle = longer;
      type = next;
      if (DeclaredType.raw(next) == Optional.class) {
        through(UNWRAP, DeclaredType.argument(next, Optional.class, 0));
      } else if (Optionals.mayBe(DeclaredType.raw(next))) {
        handle = MethodHandles.filterReturnValue(handle, UNWRAP_ANY);
        type = Object.class;
      }
    }
  }
}
