package io.tagalong.intake.tls;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The keytool of the running JDK, at work on one key store. */
final class Keytool {
  private static final String PASSWORD_VARIABLE = "EMULATOR_STORE_PASSWORD";

  private final Path store;
  private final String password;

  Keytool(Path store, String password) {
    this.store = store;
    this.password = password;
  }

  /**
   * Makes a key pair and a certificate.
   *
   * @param more further arguments of keytool, such as a signer or extensions
   * @throws IOException if keytool is missing or fails; the message has what it said
   */
  void generate(String alias, String commonName, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC")); // starts sooner
    command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + commonName));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass:env", PASSWORD_VARIABLE));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(PASSWORD_VARIABLE, password);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    try {
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IOException("keytool failed with " + exit + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool ran", e);
    }
  }
}
