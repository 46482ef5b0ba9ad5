package io.tagalong.sidecar.context;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names, hosts and tags of all contexts, each kept once however many contexts have it, and what
 * they take of the heap.
 *
 * <p>Tags repeat from context to context, and whole lists of them from metric to metric; so both
 * are shared. What the last context of it gives back is gone at once.
 *
 * <p>Bytes are those of the objects on a 64-bit JVM with compressed references, with their share of
 * the tables. They bound what senders may make the sidecar keep, whatever the length of their tags.
 *
 * <p>Threads: owned by the aggregator's thread.
 */
final class KeyTexts {
  /** The String, the header of its array, half the padding of both, a slot. */
  private static final int TEXT_BYTES = 24 + 16 + 4 + 20;

  /** The List, the header of its array, half the padding, a slot. */
  private static final int LIST_BYTES = 24 + 16 + 4 + 20;

  private static final int REFERENCE_BYTES = 4;
  private static final int MAX_LATIN_1 = 0xFF;

  private final SharedValues<String> texts = new SharedValues<>();
  private final SharedValues<List<String>> tagLists = new SharedValues<>();
  private long bytes;

  /** An equal key that consists of shared texts, which are kept until they are given back. */
  ContextKey take(ContextKey key) {
    return new ContextKey(key.type(), take(key.name()), take(key.tags()), take(key.host()));
  }

  /** Lets go of what was taken for a context. */
  void giveBack(Context context) {
    giveBack(context.name());
    giveBack(context.tags());
    giveBack(context.host());
  }

  /** What all texts and lists take of the heap. */
  long bytes() {
    return bytes;
  }

  private String take(String text) {
    String shared = texts.take(text);
    if (shared != null) {
      return shared;
    }
    texts.add(text);
    bytes += bytes(text);
    return text;
  }

  private List<String> take(List<String> tags) {
    @Nullable List<String> shared = tagLists.take(tags);
    if (shared != null) {
      return shared;
    }
    List<String> copy = new ArrayList<>(tags.size());
    for (String tag : tags) {
      copy.add(take(tag));
    }
    List<String> added = List.copyOf(copy);
    tagLists.add(added);
    bytes += bytes(added);
    return added;
  }

  private void giveBack(String text) {
    if (texts.giveBack(text)) {
      bytes -= bytes(text);
    }
  }

  private void giveBack(List<String> tags) {
    if (tagLists.giveBack(tags)) {
      bytes -= bytes(tags);
      tags.forEach(this::giveBack);
    }
  }

  private static int bytes(String text) {
    return TEXT_BYTES + (isLatin1(text) ? text.length() : text.length() * Character.BYTES);
  }

  private static int bytes(List<String> tags) {
    return LIST_BYTES + tags.size() * REFERENCE_BYTES;
  }

  /** Whether the JVM keeps the text with one byte for each character. */
  private static boolean isLatin1(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > MAX_LATIN_1) {
        return false;
      }
    }
    return true;
  }
}
