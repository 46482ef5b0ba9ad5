package io.tagalong.agent.rulefile;

import io.tagalong.agent.config.Options;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the index of the bundled packs: one line per target class, {@code class file}.
 *
 * <p>The build runs this behind the compiler; it is not in the agent's jar. A pack with a problem
 * fails the build.
 */
final class PackIndex {
  private PackIndex() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Files.writeString(folder.resolve(Packs.INDEX), index(folder));
  }

  /**
   * The text of the index.
   *
   * @param folder where the packs are
   */
  static String index(Path folder) throws IOException {
    Map<String, String> packOf = new TreeMap<>();
    File[] files = folder.toFile().listFiles((where, name) -> name.endsWith(".yaml"));
    if (files == null) {
      throw new IOException(folder + " is not a folder of packs");
    }
    for (File file : files) {
      String text = Files.readString(file.toPath(), StandardCharsets.UTF_8);
      RuleFile pack = RuleFileReader.readPack(file.getName(), text, Options.defaults());
      if (!pack.problems().isEmpty()) {
        throw new IOException(pack.problems().toString());
      }
      pack.rules().forEach(rule -> addAll(rule.target().classNames(), file.getName(), packOf));
      pack.probes().forEach(rule -> addAll(rule.target().classNames(), file.getName(), packOf));
    }
    StringBuilder index = new StringBuilder();
    packOf.forEach((type, file) -> index.append(type).append(' ').append(file).append('\n'));
    return index.toString();
  }

  private static void addAll(Iterable<String> classNames, String file, Map<String, String> packOf) {
    for (String className : classNames) {
      String other = packOf.put(className, file);
      if (other != null && !other.equals(file)) {
        throw new IllegalStateException(className + " is in " + other + " and in " + file);
      }
    }
  }
}
