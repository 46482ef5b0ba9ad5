package io.tagalong.it.app;

import java.lang.reflect.Method;
import java.util.Map;

/**
 * An application that records metrics with Sentry's SDK, of version 7 or 8: by reflection, since no
 * source compiles against both.
 */
public final class SentrySdkCalls {
  private SentrySdkCalls() {}

  /** Calls before init, then {@code DSN}, unless that is {@code -}, and calls again. */
  public static void main(String[] arguments) throws Exception {
    Class<?> sentry = Class.forName("io.sentry.Sentry");
    call(sentry);
    if (!arguments[0].equals("-")) {
      init(sentry, arguments[0]);
      call(sentry);
      sentry.getMethod("close").invoke(null);
    }
    System.out.println("called");
  }

  private static void init(Class<?> sentry, String dsn) throws Exception {
    Class<?> type = Class.forName("io.sentry.SentryOptions");
    Object options = type.getConstructor().newInstance();
    type.getMethod("setDsn", String.class).invoke(options, dsn);
    type.getMethod("setEnvironment", String.class).invoke(options, "staging");
    // Without a release 7.5.0 throws at the first metric.
    type.getMethod("setRelease", String.class).invoke(options, "shop@1.0");
    for (Method method : type.getMethods()) {
      if (method.getName().equals("setEnableMetrics")) {
        method.invoke(options, true);
      }
    }
    sentry.getMethod("init", type).invoke(null, options);
  }

  private static void call(Class<?> sentry) throws Exception {
    Object metrics = sentry.getMethod("metrics").invoke(null);
    if (metrics.getClass().getName().equals("io.sentry.metrics.MetricsApi")
        && hasMethod(metrics, "increment")) {
      callOld(metrics);
    } else {
      callNew(metrics);
    }
  }

  private static boolean hasMethod(Object object, String name) {
    for (Method method : object.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Version 8: the sum of the counts is 7, of which 2 are of the instance {@code failure}. */
  private static void callNew(Object metrics) throws Exception {
    Class<?> api = Class.forName("io.sentry.metrics.IMetricsApi");
    Class<?> parameters = Class.forName("io.sentry.metrics.SentryMetricsParameters");
    Object instance =
        parameters.getMethod("create", Map.class).invoke(null, Map.of("instance", "failure"));
    api.getMethod("count", String.class).invoke(metrics, "sdk.logins");
    api.getMethod("count", String.class, Double.class).invoke(metrics, "sdk.logins", 3.0);
    api.getMethod("count", String.class, String.class).invoke(metrics, "sdk.logins", "login");
    api.getMethod("count", String.class, Double.class, String.class, parameters)
        .invoke(metrics, "sdk.logins", 2.0, "login", instance);
    api.getMethod("gauge", String.class, Double.class).invoke(metrics, "sdk.queue", 17.0);
    api.getMethod("distribution", String.class, Double.class, String.class)
        .invoke(metrics, "sdk.odd name|x", 12.5, "millisecond");
  }

  /** Version 7: the sum of the counts is 7 as well. */
  private static void callOld(Object metrics) throws Exception {
    Class<?> api = metrics.getClass();
    Class<?> unit = Class.forName("io.sentry.MeasurementUnit");
    api.getMethod("increment", String.class).invoke(metrics, "sdk.logins");
    api.getMethod("increment", String.class, double.class).invoke(metrics, "sdk.logins", 4.0);
    api.getMethod("increment", String.class, double.class, unit, Map.class)
        .invoke(metrics, "sdk.logins", 2.0, null, Map.of("instance", "failure"));
    api.getMethod("gauge", String.class, double.class).invoke(metrics, "sdk.queue", 17.0);
    api.getMethod("distribution", String.class, double.class)
        .invoke(metrics, "sdk.odd name|x", 12.5);
    api.getMethod("set", String.class, String.class).invoke(metrics, "sdk.users", "ann");
    Runnable work = () -> System.out.println("worked");
    api.getMethod("timing", String.class, Runnable.class).invoke(metrics, "sdk.work", work);
  }
}
