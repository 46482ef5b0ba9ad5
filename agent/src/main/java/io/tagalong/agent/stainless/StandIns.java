package io.tagalong.agent.stainless;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Gives the application an object that does what the SDK's does, and tells the call about it: a
 * proxy of the SDK's own interface, made in the SDK's class loader.
 */
final class StandIns {
  private static final String STREAM = ".core.http.StreamResponse";
  private static final String ASYNC_STREAM = ".core.http.AsyncStreamResponse";
  private static final String RAW_RESPONSE = ".core.http.HttpResponseFor";

  private StandIns() {}

  /**
   * A stand-in for a stream or a raw response; an answer is what the call was for, and ends it.
   * Lets no exception out.
   *
   * @return what the application gets
   */
  static @Nullable Object of(@Nullable Object result, Call call) {
    if (result == null) {
      call.ended();
      return null;
    }
    try {
      return made(result, call);
    } catch (RuntimeException | LinkageError e) {
      call.suppressed(e);
      return result;
    }
  }

  private static Object made(Object result, Call call) {
    Class<?> type = result.getClass();
    Class<?> stream = face(type, STREAM);
    if (stream != null) {
      call.streamed();
      return call.mayCount() ? proxy(stream, new StreamStandIn(result, call)) : result;
    }
    Class<?> asyncStream = face(type, ASYNC_STREAM);
    if (asyncStream != null) {
      call.streamed();
      return call.mayCount() ? proxy(asyncStream, new AsyncStreamStandIn(result, call)) : result;
    }
    Class<?> response = face(type, RAW_RESPONSE);
    if (response != null) {
      return call.mayCount() ? ofResponse(response, result, call) : result;
    }
    call.completed(result, null);
    return result;
  }

  /** A raw response that is an error need not be parsed to be the end. */
  private static Object ofResponse(Class<?> face, Object response, Call call) {
    if (Reading.number(response, "statusCode") >= 400) {
      call.ended();
    }
    return proxy(face, new ResponseStandIn(response, call));
  }

  /** An object that has the interface, for which the stand-in answers. */
  static Object proxy(Class<?> face, StandIn standIn) {
    return Proxy.newProxyInstance(face.getClassLoader(), new Class<?>[] {face}, standIn);
  }

  /**
   * The interface with this end of its name that the class has; null when it has none, or none
   * whose methods we may call.
   */
  static @Nullable Class<?> face(Class<?> type, String ending) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Class<?> face : each.getInterfaces()) {
        if (face.getName().endsWith(ending) && callable(face)) {
          return face;
        }
        Class<?> above = face(face, ending);
        if (above != null) {
          return above;
        }
      }
    }
    return null;
  }

  private static boolean callable(Class<?> face) {
    return Modifier.isPublic(face.getModifiers())
        && face.getModule().isExported(face.getPackageName(), StandIns.class.getModule());
  }
}
