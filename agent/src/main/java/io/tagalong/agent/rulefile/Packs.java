package io.tagalong.agent.rulefile;

import io.tagalong.agent.config.Options;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rule files in the agent's own jar.
 *
 * <p>Which class is in which pack is known from a small index that the build writes; so a pack, and
 * the YAML library, are only read when one of its classes has appeared. Any thread that loads a
 * class may ask; the caller holds the lock.
 */
public final class Packs {
  static final String INDEX = "packs.index";

  /** File name of the pack by binary name of the class. */
  private final Map<String, String> packOf = new HashMap<>();

  private final Options options;

  /**
   * Reads the index.
   *
   * @throws IOException when the jar is damaged
   */
  public Packs(Options options) throws IOException {
    this.options = options;
    // Without a reader: at the start of a JVM its classes would cost more than the whole index.
    for (String line : text(INDEX).split("\n", 0)) {
      int blank = line.indexOf(' ');
      packOf.put(line.substring(0, blank), line.substring(blank + 1));
    }
  }

  /** Binary names of all classes that a pack names. */
  public Set<String> classNames() {
    return packOf.keySet();
  }

  /** The pack that names the class; null when none does. */
  public @Nullable String packOf(String className) {
    return packOf.get(className);
  }

  /** Reads a pack. */
  public RuleFile read(String pack) throws IOException {
    return RuleFileReader.readPack(pack, text(pack), options);
  }

  private static String text(String name) throws IOException {
    try (InputStream in = Packs.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not in the agent jar; the jar is damaged");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
