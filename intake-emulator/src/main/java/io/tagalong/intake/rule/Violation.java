package io.tagalong.intake.rule;

import java.util.regex.Pattern;

/**
 * One broken rule in one request.
 *
 * <p>The detail is safe to print: it is one line, bounded, and anything that looks like a key (32
 * hex digits, wherever it was found) is masked.
 *
 * @param requestNumber counts the requests to the intake routes from 1
 * @param route the path of the route, or {@code unknown}
 */
public record Violation(long requestNumber, String route, Rule rule, String detail) {
  private static final int MAX_DETAIL_CHARS = 300;
  private static final Pattern LOOKS_LIKE_A_KEY = Pattern.compile("[0-9a-fA-F]{32}");
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

  public Violation {
    detail = printable(detail);
  }

  private static String printable(String text) {
    String masked = LOOKS_LIKE_A_KEY.matcher(text).replaceAll("<32 hex digits>");
    String oneLine = UNPRINTABLE.matcher(masked).replaceAll("?");
    return oneLine.length() <= MAX_DETAIL_CHARS
        ? oneLine
        : oneLine.substring(0, MAX_DETAIL_CHARS) + "...";
  }

  /** One line for a log. */
  @Override
  public String toString() {
    return "request " + requestNumber + " to " + route + " broke " + rule.id() + ": " + detail;
  }
}
