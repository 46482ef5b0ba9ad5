package io.tagalong.sidecar.spool;

import io.tagalong.sidecar.encode.BodyKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body on disk, as far as the name of its file tells: so that a start need not read the files.
 *
 * @param number rises with each file
 * @param fileBytes the size of the file
 */
public record SpoolEntry(
    long number, BodyKind kind, long createdSeconds, int items, long fileBytes) {

  static final String SUFFIX = ".body";

  private static final Pattern NAME =
      Pattern.compile("([0-9]{1,18})-([0-9]{1,3})-([0-9]{1,12})-([0-9]{1,9})\\" + SUFFIX);

  /** Whether it is too old to be of use. */
  public boolean isExpired(long nowSeconds) {
    return nowSeconds - createdSeconds > kind.usefulLife().toSeconds();
  }

  /** {@code 000000000000000042-1-1767225600-350.body}. */
  String fileName() {
    return String.format(
        Locale.ROOT, "%018d-%d-%d-%d%s", number, kind.code(), createdSeconds, items, SUFFIX);
  }

  /** What a file of so many bytes takes of the disk. */
  static long diskBytes(long fileBytes) {
    long block = SpoolLimits.BLOCK_BYTES;
    return (fileBytes + block - 1) / block * block;
  }

  /** What the file takes of the disk. */
  long diskBytes() {
    return diskBytes(fileBytes);
  }

  /** The entry of a file name; nothing when this version would not have given that name. */
  static Optional<SpoolEntry> of(String fileName, long fileBytes) {
    Matcher matcher = NAME.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return kind(Integer.parseInt(matcher.group(2)))
        .map(
            kind ->
                new SpoolEntry(
                    Long.parseLong(matcher.group(1)),
                    kind,
                    Long.parseLong(matcher.group(3)),
                    Integer.parseInt(matcher.group(4)),
                    fileBytes));
  }

  static Optional<BodyKind> kind(int code) {
    return Arrays.stream(BodyKind.values()).filter(kind -> kind.code() == code).findFirst();
  }
}
