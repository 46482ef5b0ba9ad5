package io.tagalong.agent.record;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tags as DogStatsD writes them. */
public final class TagText {
  private TagText() {}

  /**
   * One {@code key:value} text per value that is not null.
   *
   * @param except a key to leave out, or null
   */
  static String[] render(List<String> keys, @Nullable Object[] values, @Nullable String except) {
    List<String> tags = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      Object value = values[i];
      if (value != null && !keys.get(i).equals(except)) {
        tags.add(keys.get(i) + ':' + clean(value.toString()));
      }
    }
    return tags.toArray(new String[0]);
  }

  /** DogStatsD has no escape: what separates tags, fields or messages becomes an underscore. */
  public static String clean(String value) {
    StringBuilder clean = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      clean.append(c == ',' || c == '|' || c < ' ' ? '_' : c);
    }
    return clean.toString();
  }
}
