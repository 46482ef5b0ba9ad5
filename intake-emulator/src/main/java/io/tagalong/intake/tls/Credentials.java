package io.tagalong.intake.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The keys and certificates of one emulator, made anew for it in a folder of their own: an
 * authority, the server's certificate as its profile wants it, and one for a client.
 */
public final class Credentials implements AutoCloseable {
  private static final String CA = "ca";
  private static final String SERVER = "server";
  private static final String CLIENT = "client";
  private static final String RIGHT_HOST = "san=ip:127.0.0.1,ip:::1,dns:localhost";

  private final Path folder;
  private final char[] password = UUID.randomUUID().toString().toCharArray();
  private final KeyStore store;

  private Credentials(Path folder, TlsProfile profile)
      throws IOException, GeneralSecurityException {
    this.folder = folder;
    Path file = folder.resolve("emulator.p12");
    generate(new Keytool(file, new String(password)), profile);
    store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    writePem(caFile(), "CERTIFICATE", store.getCertificate(CA).getEncoded());
    writePem(clientCertificateFile(), "CERTIFICATE", store.getCertificate(CLIENT).getEncoded());
    writePem(clientKeyFile(), "PRIVATE KEY", store.getKey(CLIENT, password).getEncoded());
  }

  /**
   * Makes everything anew.
   *
   * @throws IOException if the running Java has no keytool, or it fails
   */
  public static Credentials generate(TlsProfile profile) throws IOException {
    Path folder = Files.createTempDirectory("tagalong-emulator-");
    try {
      return new Credentials(folder, profile);
    } catch (GeneralSecurityException e) {
      delete(folder);
      throw new IOException("keytool's key store cannot be read: " + e.getMessage(), e);
    } catch (IOException e) {
      delete(folder);
      throw e;
    }
  }

  /** The authority's certificate, PEM: what a client has to trust. */
  public Path caFile() {
    return folder.resolve("ca.pem");
  }

  /** A certificate for a client, PEM. */
  public Path clientCertificateFile() {
    return folder.resolve("client.pem");
  }

  /** The key to it, PEM of PKCS 8, not encrypted. */
  public Path clientKeyFile() {
    return folder.resolve("client-key.pem");
  }

  /** What a server has to show, and whom it trusts: the authority. */
  public SSLContext serverContext() throws IOException {
    return context(SERVER);
  }

  /** What a client has to show, and whom it trusts: the authority. */
  public SSLContext clientContext() throws IOException {
    return context(CLIENT);
  }

  /** Deletes the files. */
  @Override
  public void close() {
    Arrays.fill(password, ' ');
    try {
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of the certificates cannot be deleted", e);
    }
  }

  private static void generate(Keytool keytool, TlsProfile profile) throws IOException {
    keytool.generate(CA, "Tagalong emulator", "-ext", "bc:c=ca:true", "-validity", "2");
    String[] signed = {"-signer", CA, "-validity", "2", "-ext", RIGHT_HOST};
    String[] server =
        switch (profile) {
          case PLAIN, GOOD, TLS_1_1, CLIENT_CERTIFICATE -> signed;
          case EXPIRED ->
              new String[] {
                "-signer", CA, "-startdate", "-10d", "-validity", "1", "-ext", RIGHT_HOST
              };
          case WRONG_HOST ->
              new String[] {"-signer", CA, "-validity", "2", "-ext", "san=dns:elsewhere.invalid"};
          case SELF_SIGNED -> new String[] {"-validity", "2", "-ext", RIGHT_HOST};
        };
    keytool.generate(SERVER, "127.0.0.1", server);
    keytool.generate(CLIENT, "client", signed);
  }

  private SSLContext context(String alias) throws IOException {
    try {
      Key key = store.getKey(alias, password);
      KeyStore own = empty();
      own.setKeyEntry(alias, key, password, store.getCertificateChain(alias));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own, password);
      KeyStore trusted = empty();
      Certificate authority = store.getCertificate(CA);
      trusted.setCertificateEntry(CA, authority);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java cannot use the certificates: " + e.getMessage(), e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static void writePem(Path file, String type, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type),
        StandardCharsets.US_ASCII);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
