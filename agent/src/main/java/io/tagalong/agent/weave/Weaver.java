package io.tagalong.agent.weave;

/** Puts the agent's calls into a class. */
interface Weaver {
  /**
   * Weaves one class.
   *
   * @param loader the class's loader, never null
   * @param className binary name
   * @param classFile its bytes, left as they are
   * @return the woven class file
   */
  byte[] weave(ClassLoader loader, String className, byte[] classFile);
}
