package io.tagalong.sidecar.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * PEM files with certificates and keys. Authorities of a file are trusted besides those of the
 * platform, as a company's own proxy needs.
 */
public final class TlsFiles {

  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519");

  /** It protects nothing: the store stays in memory. */
  private static final char[] NO_PASSWORD = {};

  private TlsFiles() {}

  /**
   * Reads the files.
   *
   * @param authorities certificates to trust besides the platform's
   * @param identity our own certificate, the chain behind it
   * @param identityKey the key of that, PKCS #8 and not encrypted; present if the identity is
   * @throws IOException when one cannot be read or used; the message never quotes a key
   */
  public static SSLContext context(
      Optional<Path> authorities, Optional<Path> identity, Optional<Path> identityKey)
      throws IOException {
    try {
      TrustManager[] trusted = authorities.isPresent() ? trustManagers(authorities.get()) : null;
      KeyManager[] own =
          identity.isPresent() && identityKey.isPresent()
              ? keyManagers(identity.get(), identityKey.get())
              : null;
      return context(trusted, own);
    } catch (GeneralSecurityException unusable) {
      throw new IOException(
          "the certificates cannot be used together (" + unusable.getMessage() + ")", unusable);
    }
  }

  private static SSLContext context(TrustManager @Nullable [] trusted, KeyManager @Nullable [] own)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own, trusted, null);
    return context;
  }

  private static TrustManager[] trustManagers(Path file)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    int number = 0;
    for (Certificate certificate : certificates(file)) {
      store.setCertificateEntry("file-" + number++, certificate);
    }
    for (TrustManager platform : trustManagers((KeyStore) null)) {
      if (platform instanceof X509TrustManager x509) {
        for (X509Certificate certificate : x509.getAcceptedIssuers()) {
          store.setCertificateEntry("platform-" + number++, certificate);
        }
      }
    }
    return trustManagers(store);
  }

  private static TrustManager[] trustManagers(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keyManagers(Path identity, Path key)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    Certificate[] chain = certificates(identity).toArray(Certificate[]::new);
    store.setKeyEntry("identity", privateKey(key), NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new IOException("the file " + file + " holds no certificate in PEM");
      }
      return certificates;
    }
  }

  private static PrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
    Matcher matcher = PRIVATE_KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!matcher.find()) {
      throw new IOException(
          "the file %s holds no unencrypted PKCS #8 key in PEM; 'openssl pkcs8 -topk8 -nocrypt' makes one"
              .formatted(file));
    }
    byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
    IOException unknown =
        new IOException(
            "the key in %s is of no known algorithm: %s".formatted(file, KEY_ALGORITHMS));
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException otherAlgorithm) {
        unknown.addSuppressed(otherAlgorithm);
      }
    }
    throw unknown;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }
}
