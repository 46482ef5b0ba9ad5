package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a sender proves that it is the one. Comparisons take as long for any wrong guess. */
public sealed interface Authentication {

  /** Whether one of the secrets, of which several are valid during a rotation, fits. */
  boolean admits(Request request, List<Secret> secrets, Instant now);

  /** Whoever reaches the port is let in. */
  record Open() implements Authentication {
    @Override
    public boolean admits(Request request, List<Secret> secrets, Instant now) {
      return true;
    }
  }

  /** The secret itself stands in a header, perhaps as the token of {@code Bearer} (RFC 6750). */
  record Key(String header) implements Authentication {
    private static final String SCHEME = "Bearer ";

    @Override
    public boolean admits(Request request, List<Secret> secrets, Instant now) {
      List<String> given = request.header(header);
      return given.size() == 1 && fits(withoutScheme(given.get(0)), secrets, secret -> secret);
    }

    private static String withoutScheme(String value) {
      return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
          ? value.substring(SCHEME.length()).strip()
          : value;
    }
  }

  /**
   * A header holds the HMAC of the raw body.
   *
   * @param signatures in order of preference; the first whose header is there decides alone
   */
  record Signed(List<Signature> signatures) implements Authentication {
    public Signed {
      signatures = List.copyOf(signatures);
    }

    @Override
    public boolean admits(Request request, List<Secret> secrets, Instant now) {
      Optional<Signature> present =
          signatures.stream().filter(s -> !request.header(s.header()).isEmpty()).findFirst();
      return present.isPresent() && present.get().fits(request, secrets, now);
    }
  }

  /**
   * A header with a signature of this kind.
   *
   * @param timeHeader a header with the time of signing, Unix time in seconds or milliseconds,
   *     which is signed too; empty where the scheme knows no time
   */
  record Signature(String header, Scheme scheme, String timeHeader) {
    /** How far a signed time may be off: what somebody has recorded is worthless soon after. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private boolean fits(Request request, List<Secret> secrets, Instant now) {
      List<String> given = request.header(header);
      List<String> times = scheme.isTimed() ? request.header(timeHeader) : List.of("");
      return given.size() == 1
          && times.size() == 1
          && (!scheme.isTimed() || isNear(times.get(0), now))
          && Authentication.fits(
              given.get(0), secrets, secret -> scheme.sign(secret, times.get(0), request.body()));
    }

    private static boolean isNear(String time, Instant now) {
      return UnixTime.read(time)
          .filter(signed -> Duration.between(signed, now).abs().compareTo(TOLERANCE) <= 0)
          .isPresent();
    }
  }

  /** The schemes by which senders of webhooks sign: a word, and the HMAC in hexadecimal digits. */
  enum Scheme {
    /** GitHub's, "Validating webhook deliveries". */
    SHA256("HmacSHA256", "sha256="),
    /** GitHub's older one. */
    SHA1("HmacSHA1", "sha1="),
    /** Slack's, "Verifying requests from Slack": {@code v0:<time>:<body>} is signed. */
    V0("HmacSHA256", "v0=");

    private final String algorithm;
    private final String word;

    Scheme(String algorithm, String word) {
      this.algorithm = algorithm;
      this.word = word;
    }

    /** Whether the time of signing is part of what is signed. */
    public boolean isTimed() {
      return this == V0;
    }

    private byte[] sign(byte[] secret, String time, byte[] body) {
      try {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(secret, algorithm));
        if (isTimed()) {
          mac.update(bytes("v0:" + time + ":"));
        }
        return bytes(word + HexFormat.of().formatHex(mac.doFinal(body)));
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException("every Java platform has " + algorithm, missing);
      }
    }
  }

  /** What a sender who knows the secret would have sent. */
  @FunctionalInterface
  interface Expectation {
    byte[] of(byte[] secret);
  }

  private static boolean fits(String given, List<Secret> secrets, Expectation expectation) {
    byte[] bytes = bytes(given);
    boolean fits = false;
    for (Secret secret : secrets) {
      Optional<byte[]> known = secret.bytes();
      fits |= known.isPresent() && MessageDigest.isEqual(bytes, expectation.of(known.get()));
    }
    return fits;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
