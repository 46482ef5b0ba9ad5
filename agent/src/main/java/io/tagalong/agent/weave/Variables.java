package io.tagalong.agent.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * The local variables that a woven method gets, behind those of its own code, and what its frames
 * say of them. Immutable.
 *
 * <p>In this order: the start that {@code enter} gives; what {@code begin} gives, where there is a
 * probe; copies of {@code this} and of the arguments; the result, or what was thrown. The method's
 * own variables cannot serve: it may assign its parameters, and a compiler may put other types in
 * their places.
 */
final class Variables {
  private static final String OBJECT = "java/lang/Object";

  private final WovenMethod method;
  private final int start;
  private final int call;
  private final int self;
  private final int[] copies;
  private final int result;

  /** The frame types of all of them but the result. */
  private final List<Object> types = new ArrayList<>();

  Variables(WovenMethod method) {
    this.method = method;
    int next = method.freeLocal();
    start = next;
    next += 2;
    types.add(Opcodes.LONG);
    call = next;
    if (method.calls().probed()) {
      next++;
      types.add(OBJECT);
    }
    // An uninitialised object cannot be copied; a constructor's own variable must do.
    boolean copiesSelf = !method.isStatic() && !method.isConstructor();
    self = copiesSelf ? next : 0;
    if (copiesSelf) {
      next++;
      types.add(method.owner());
    }
    Type[] parameters = method.parameters();
    copies = new int[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      copies[i] = next;
      next += parameters[i].getSize();
      types.add(frameType(parameters[i]));
    }
    result = next;
  }

  /** A long. */
  int start() {
    return start;
  }

  /** What the probe's begin has given; only in a method that has a probe. */
  int call() {
    return call;
  }

  /** A copy of {@code this}, or {@code this} itself in a constructor. */
  int self() {
    return self;
  }

  /** The copy of one argument. */
  int copy(int argument) {
    return copies[argument];
  }

  /** The result; in the handler of what the method throws, that. */
  int result() {
    return result;
  }

  /** How many there are, with those of the method. */
  int count() {
    return result + Math.max(1, method.result().getSize());
  }

  /** The frame where the method's own code begins: it has its parameters, and ours. */
  Object[] frameAtBegin() {
    List<Object> own = new ArrayList<>();
    if (!method.isStatic()) {
      own.add(method.isConstructor() ? Opcodes.UNINITIALIZED_THIS : method.owner());
    }
    for (Type parameter : method.parameters()) {
      own.add(frameType(parameter));
    }
    return frame(own.toArray());
  }

  /** A frame of the method: its own variables, filled up with such of no type, then ours. */
  Object[] frame(@Nullable Object[] own) {
    List<Object> all = new ArrayList<>();
    int slots = 0;
    for (Object local : own) {
      if (local != null) {
        all.add(local);
        slots += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
      }
    }
    for (; slots < method.freeLocal(); slots++) {
      all.add(Opcodes.TOP);
    }
    all.addAll(types);
    return all.toArray();
  }

  /** The frame of a handler, where no more is known than our variables without the result. */
  Object[] frameOfHandler() {
    return frame(new Object[0]);
  }

  /**
   * The frame of a handler where the result is known, too.
   *
   * @param resultType its frame type
   */
  Object[] frameOfHandler(Object resultType) {
    Object[] without = frameOfHandler();
    Object[] all = Arrays.copyOf(without, without.length + 1);
    all[without.length] = resultType;
    return all;
  }

  /** What frames call a type. */
  static Object frameType(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.ARRAY:
      case Type.OBJECT:
        return type.getInternalName();
      default:
        return Opcodes.INTEGER;
    }
  }
}
