package io.tagalong.agent;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The classes and resources that an idle start does not need: an archive in the agent jar. To the
 * jar it is one entry, since the JVM looks at every entry of a jar that it opens.
 */
final class Archive {
  private static final String NAME = "inst.zip";

  private final JarFile jar;

  /** Guarded by this. Bytes by name, for as long as there is memory to spare. */
  private SoftReference<Map<String, byte[]>> contents = new SoftReference<>(null);

  Archive(JarFile jar) {
    this.jar = jar;
  }

  /** The bytes with this name; null when there are none. */
  synchronized byte @Nullable [] read(String name) throws IOException {
    Map<String, byte[]> known = contents.get();
    if (known == null) {
      known = unpack();
      contents = new SoftReference<>(known);
    }
    return known.get(name);
  }

  private Map<String, byte[]> unpack() throws IOException {
    Map<String, byte[]> unpacked = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(jar.getInputStream(jar.getEntry(NAME)))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        unpacked.put(entry.getName(), IsolatedLoader.bytesOf(entry, in));
      }
    }
    return unpacked;
  }
}
