package io.tagalong.intake.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest names. */
final class JarVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = JarVersion.class.getPackage().getImplementationVersion();
    return new String[] {
      "tagalong-intake-emulator " + (version == null ? "(not run from its jar)" : version)
    };
  }
}
