package io.tagalong.agent.link;

import io.tagalong.agent.record.Notes;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Slot;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
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
      Handles.ofVirtual(Map.class, "get", Handles.ONE_TO_ONE);
  private static final MethodHandle UNWRAP =
      MethodHandles.insertArguments(
          Handles.ofVirtual(Optional.class, "orElse", Handles.ONE_TO_ONE), 1, (Object) null);
  private static final MethodHandle TYPE_NAME =
      MethodHandles.filterReturnValue(
          Handles.ofVirtual(Object.class, "getClass", MethodType.methodType(Class.class)),
          Handles.ofVirtual(Class.class, "getName", MethodType.methodType(String.class)));

  private static final MethodHandle READ_NOTE =
      Handles.ofVirtual(Notes.class, "read", Handles.ONE_TO_ONE);

  private final MethodHandles.Lookup woven;
  private final Tables tables;

  /**
   * @param woven the full-power lookup of the woven class
   * @param tables has the notes
   */
  PathCompiler(MethodHandles.Lookup woven, Tables tables) {
    this.woven = woven;
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
        reading.through(
            MethodHandles.insertArguments(MAP_GET, 1, step.name()),
            DeclaredType.argument(reading.type, Map.class, 1));
      } else if (step.kind() == Path.Step.Kind.NOTE) {
        reading.through(READ_NOTE.bindTo(tables.notes(step.name())), Object.class);
      } else if (i == 0 && path.slot().kind() == Slot.Kind.FIELD) {
        field(reading, step.name());
      } else if (path.slot().kind() == Slot.Kind.THROWN && step.name().equals("type")) {
        reading.through(TYPE_NAME, String.class);
      } else {
        member(reading, step.name());
      }
    }
    return reading;
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
      handle =
          MethodHandles.filterReturnValue(
              handle, MethodHandles.guardWithTest(IS_INSTANCE.bindTo(from), step, NULL));
      type = next;
      if (DeclaredType.raw(next) == Optional.class) {
        through(UNWRAP, DeclaredType.argument(next, Optional.class, 0));
      }
    }
  }

  private void member(Reading reading, String name) throws NoSuchMemberException {
    Class<?> type = DeclaredType.raw(reading.type);
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    for (String candidate : new String[] {"get" + capital, "is" + capital, name}) {
      Method method = accessor(type, candidate);
      MethodHandle accessor = method == null ? null : readable(method);
      if (method != null && accessor != null) {
        reading.through(
            accessor.asType(accessor.type().changeParameterType(0, type)),
            DeclaredType.ofResult(method));
        return;
      }
    }
    field(reading, name);
  }

  private static @Nullable Method accessor(Class<?> type, String name) {
    try {
      Method method = type.getMethod(name);
      boolean reads =
          method.getReturnType() != void.class && !Modifier.isStatic(method.getModifiers());
      return reads ? method : null;
    } catch (NoSuchMethodException e) {
      return null; // The next candidate may be there.
    }
  }

  private @Nullable MethodHandle readable(Method method) {
    try {
      return woven.unreflect(method);
    } catch (IllegalAccessException e) {
      return null; // Not ours to read: the next candidate may be.
    }
  }

  private void field(Reading reading, String name) throws NoSuchMemberException {
    Class<?> type = DeclaredType.raw(reading.type);
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      try {
        Field field = owner.getDeclaredField(name);
        MethodHandle getter = woven.unreflectGetter(field);
        if (Modifier.isStatic(field.getModifiers())) {
          getter = MethodHandles.dropArguments(getter, 0, type);
        }
        reading.through(
            getter.asType(getter.type().changeParameterType(0, type)), DeclaredType.of(field));
        return;
      } catch (NoSuchFieldException | IllegalAccessException e) {
        // A superclass may have it.
      }
    }
    throw new NoSuchMemberException(type, name);
  }
}
