package io.tagalong.sidecar.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tagalong.sidecar.http.Request;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may manage connections: whoever knows the token, or without one, a program on this machine.
 *
 * <p>The latter is for a receiver on the loopback address only. A web page in a browser of this
 * machine reaches that as well; it is told apart by the {@code Origin} that browsers add, and by a
 * {@code Host} that is not this machine where a page had its own name resolved to it.
 */
public final class AdminAccess {
  private static final Pattern THIS_MACHINE =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?");

  private static final String SCHEME = "Bearer ";

  private final Optional<String> token;

  private AdminAccess(Optional<String> token) {
    this.token = token;
  }

  /** Lets in whoever sends {@code Authorization: Bearer} and this token. */
  public static AdminAccess withToken(String token) {
    return new AdminAccess(Optional.of(token));
  }

  /** Lets in programs on this machine. */
  public static AdminAccess fromThisMachine() {
    return new AdminAccess(Optional.empty());
  }

  /** The comparison takes as long for any wrong guess. */
  boolean admits(Request request) {
    if (token.isEmpty()) {
      List<String> hosts = request.header("Host");
      return request.header("Origin").isEmpty()
          && hosts.size() == 1
          && THIS_MACHINE.matcher(hosts.get(0)).matches();
    }
    List<String> given = request.header("Authorization");
    return given.size() == 1
        && MessageDigest.isEqual(
            given.get(0).getBytes(UTF_8), (SCHEME + token.get()).getBytes(UTF_8));
  }

  /** Two are equal when they let in the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AdminAccess access && access.token.equals(token);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(token);
  }
}
