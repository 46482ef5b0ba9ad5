package io.tagalong.intake.metric;

/**
 * The form in which Datadog indexes a tag.
 *
 * <p>Lower-case; every code point other than a Unicode letter, a Unicode digit or one of {@code _ -
 * : . /} becomes {@code _}; at most 200 code points; no {@code :} at the end. Letters are lowered
 * one code point at a time, so the form depends on no locale and never grows. The sidecar applies
 * the same rule before it aggregates: otherwise two of its contexts become one here, and the last
 * write wins.
 */
public final class TagNormalForm {
  private static final int MAX_CODE_POINTS = 200;

  private TagNormalForm() {}

  /** Returns the normal form, which is empty if nothing is left of the tag. */
  public static String of(String tag) {
    StringBuilder form = new StringBuilder(tag.length());
    tag.codePoints()
        .limit(MAX_CODE_POINTS)
        .map(c -> isKept(c) ? Character.toLowerCase(c) : '_')
        .forEach(form::appendCodePoint);
    int end = form.length();
    while (end > 0 && form.charAt(end - 1) == ':') {
      end--;
    }
    return form.substring(0, end);
  }

  private static boolean isKept(int codePoint) {
    return Character.isLetterOrDigit(codePoint) || "_-:./".indexOf(codePoint) >= 0;
  }
}
