package io.tagalong.agent.flush;

import io.tagalong.agent.record.Utf8;
import java.util.List;
import java.util.Map;

/**
 * How long a message of DogStatsD may become at most, in UTF-8: {@code
 * name:value:value|d|@rate|#tag,tag}.
 *
 * <p>Known beforehand, since what turns out to be too long when it is written is lost.
 */
final class MessageBytes {
  /** What the client puts on every message if it is in the environment, as tags or fields. */
  private static final List<String> OF_THE_CLIENT =
      List.of("DD_ENV", "DD_SERVICE", "DD_VERSION", "DD_ENTITY_ID", "DD_EXTERNAL_ENV");

  /** {@code -1.7976931348623157E308} and its colon: so are packed numbers written. */
  private static final int PACKED_NUMBER = 25;

  /** The same number without an exponent, and six digits behind the point: so is a single one. */
  private static final int NUMBER = 320;

  /** Type, rate, and the names of the client's tags and fields with what separates them. */
  private static final int AROUND = 100;

  private final int constant;

  /**
   * @param constantTags stand in every message
   * @param environment of this process
   */
  MessageBytes(List<String> constantTags, Map<String, String> environment) {
    int bytes = AROUND;
    for (String tag : constantTags) {
      bytes += 1 + utf8(tag);
    }
    for (String name : OF_THE_CLIENT) {
      bytes += utf8(environment.getOrDefault(name, ""));
    }
    this.constant = bytes;
  }

  /** Of a message with one number. */
  int withNumber(String name, String[] tags) {
    return around(name, tags) + NUMBER;
  }

  /** Of a message with so many packed numbers. */
  int withPacked(String name, int numbers, String[] tags) {
    return around(name, tags) + numbers * PACKED_NUMBER;
  }

  /** Of a message with a member of a set. */
  int withMember(String name, String member, String[] tags) {
    return around(name, tags) + utf8(member);
  }

  private int around(String name, String[] tags) {
    int bytes = constant + utf8(name);
    for (String tag : tags) {
      bytes += 1 + utf8(tag);
    }
    return bytes;
  }

  private static int utf8(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      bytes += Utf8.bytes(text.charAt(i));
    }
    return bytes;
  }
}
