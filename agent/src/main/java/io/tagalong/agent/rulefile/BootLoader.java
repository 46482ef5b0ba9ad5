package io.tagalong.agent.rulefile;

/** Which classes are the boot loader's, told by their packages, so that none is loaded. */
final class BootLoader {
  private BootLoader() {}

  /**
   * Whether the boot loader has the package of a class.
   *
   * @param className binary name
   */
  static boolean loads(String className) {
    int dot = className.lastIndexOf('.');
    if (dot < 0) {
      return false;
    }
    String packageName = className.substring(0, dot);
    for (Module module : ModuleLayer.boot().modules()) {
      if (module.getClassLoader() == null && module.getPackages().contains(packageName)) {
        return true;
      }
    }
    return false;
  }
}
