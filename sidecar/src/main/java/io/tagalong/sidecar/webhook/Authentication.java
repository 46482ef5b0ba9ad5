package io.tagalong.sidecar.webhook;

import io.tagalong.sidecar.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a sender proves that it is the one. Comparisons take as long for any wrong guess. */
public sealed interface Authentication {

  /** Whether one of the secrets, of which several are valid during a rotation, fits. */
  boolean admits(Request request, List<Secret> secrets);

  /** Whoever reaches the port is let in. */
  record Open() implements Authentication {
    @Override
    public boolean admits(Request request, List<Secret> secrets) {
      return true;
    }
  }

  /** The secret itself stands in a header. */
  record Key(String header) implements Authentication {
    @Override
    public boolean admits(Request request, List<Secret> secrets) {
      List<String> given = request.header(header);
      return given.size() == 1 && fits(given.get(0), secrets, secret -> secret);
    }
  }

  /**
   * A header holds {@code <prefix><hex>}, the HMAC of the raw body, as GitHub does it.
   *
   * @param signatures in order of preference; the first whose header is there decides alone
   */
  record Signed(List<Signature> signatures) implements Authentication {
    public Signed {
      signatures = List.copyOf(signatures);
    }

    @Override
    public boolean admits(Request request, List<Secret> secrets) {
      Optional<Signature> present =
          signatures.stream().filter(s -> !request.header(s.header()).isEmpty()).findFirst();
      return present.isPresent() && present.get().fits(request, secrets);
    }
  }

  /** A header with a signature of this kind. */
  record Signature(String header, Algorithm algorithm) {
    private boolean fits(Request request, List<Secret> secrets) {
      List<String> given = request.header(header);
      return given.size() == 1
          && Authentication.fits(
              given.get(0), secrets, secret -> algorithm.sign(secret, request.body()));
    }
  }

  /** The algorithms that senders of webhooks use. */
  enum Algorithm {
    SHA256("HmacSHA256"),
    SHA1("HmacSHA1");

    private final String jcaName;

    Algorithm(String jcaName) {
      this.jcaName = jcaName;
    }

    private byte[] sign(byte[] secret, byte[] body) {
      try {
        Mac mac = Mac.getInstance(jcaName);
        mac.init(new SecretKeySpec(secret, jcaName));
        String hex = HexFormat.of().formatHex(mac.doFinal(body));
        return (name().toLowerCase(Locale.ROOT) + "=" + hex).getBytes(StandardCharsets.UTF_8);
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException("every Java platform has " + jcaName, missing);
      }
    }
  }

  /** What a sender who knows the secret would have sent. */
  @FunctionalInterface
  interface Expectation {
    byte[] of(byte[] secret);
  }

  private static boolean fits(String given, List<Secret> secrets, Expectation expectation) {
    byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
    boolean fits = false;
    for (Secret secret : secrets) {
      Optional<byte[]> known = secret.bytes();
      fits |= known.isPresent() && MessageDigest.isEqual(bytes, expectation.of(known.get()));
    }
    return fits;
  }
}
