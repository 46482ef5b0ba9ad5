package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Self-signed certificates of this test run, made by the running JDK's own tool. */
final class TestCertificates {

  private static final String PASSWORD = "changeit";
  private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final Path folder;

  /** Makes {@code localhost}, and {@code elsewhere} for another host. */
  TestCertificates(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    make("localhost", "dns:localhost,ip:127.0.0.1");
    make("elsewhere", "dns:elsewhere.example");
  }

  Path certificate(String name) throws IOException {
    try {
      byte[] encoded = store(name).getCertificate(name).getEncoded();
      return pem(name + ".crt", "CERTIFICATE", encoded);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  Path key(String name) throws IOException, GeneralSecurityException {
    byte[] encoded = store(name).getKey(name, PASSWORD.toCharArray()).getEncoded();
    return pem(name + ".key", "PRIVATE KEY", encoded);
  }

  /** A server with that certificate, which trusts the same one of a client. */
  SSLContext serverContext(String name) throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(name), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(name, store(name).getCertificate(name));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private void make(String name, String hosts) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-alias", name, "-dname", "CN=" + name));
    command.addAll(
        List.of("-ext", "san=" + hosts, "-keystore", file(name), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD, "-keypass", PASSWORD));
    command.addAll(List.of("-validity", "2"));
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  private KeyStore store(String name) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(file(name)))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private Path pem(String file, String label, byte[] encoded) throws IOException {
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(label, PEM.encodeToString(encoded), label));
  }

  private String file(String name) {
    return folder.resolve(name + ".p12").toString();
  }
}
