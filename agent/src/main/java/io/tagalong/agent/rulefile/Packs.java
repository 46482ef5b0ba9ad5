package io.tagalong.agent.rulefile;

import io.tagalong.agent.config.InvalidOptionException;
import io.tagalong.agent.config.Options;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  private static final String ENDING = ".yaml";

  /** File name of the pack by binary name of the class. */
  private final Map<String, String> packOf = new HashMap<>();

  private final Options options;

  /**
   * Reads the index, and leaves out what the options leave out.
   *
   * @throws IOException when the jar is damaged
   * @throws InvalidOptionException when the options name a pack that there is not
   */
  public Packs(Options options) throws IOException, InvalidOptionException {
    this.options = options;
    // Without a reader: at the start of a JVM its classes would cost more than the whole index.
    for (String line : text(INDEX).split("\n", 0)) {
      int blank = line.indexOf(' ');
      packOf.put(line.substring(0, blank), line.substring(blank + 1));
    }
    if (!options.packs().isEmpty()) {
      packOf.values().retainAll(files(options.packs()));
    }
  }

  /** The files of packs with these names. */
  private Set<String> files(List<String> names) throws InvalidOptionException {
    Set<String> files = new HashSet<>();
    for (String name : names) {
      if (!packOf.containsValue(name + ENDING)) {
        String all = String.join(" ", new TreeSet<>(packOf.values())).replace(ENDING, "");
        throw new InvalidOptionException("there is no pack " + name + "; the packs are " + all);
      }
      files.add(name + ENDING);
    }
    return files;
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
