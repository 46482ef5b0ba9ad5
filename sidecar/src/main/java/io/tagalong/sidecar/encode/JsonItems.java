package io.tagalong.sidecar.encode;

import java.util.List;
import java.util.function.Function;

/**
 * Items that are JSON objects. They are few, so each may be bytes for a moment.
 *
 * @param naming the name of an item
 * @param encoding its JSON, on one line
 */
record JsonItems<T>(List<T> items, Function<T, String> naming, Function<T, byte[]> encoding)
    implements Items {

  @Override
  public int count() {
    return items.size();
  }

  @Override
  public void write(int index, Block block) {
    block.write(encoding.apply(items.get(index)));
  }

  @Override
  public String name(int index) {
    return naming.apply(items.get(index));
  }
}
