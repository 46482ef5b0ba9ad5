package io.tagalong.it.app;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/** For {@code -Djava.system.class.loader}: a loader of the user's behind the JVM's own. */
public final class OwnSystemLoader extends URLClassLoader {
  public OwnSystemLoader(ClassLoader parent) {
    super(new URL[0], parent);
  }

  /** Called by the JVM, with the jar of an agent. */
  void appendToClassPathForInstrumentation(String jar) throws MalformedURLException {
    addURL(new File(jar).toURI().toURL());
  }
}
