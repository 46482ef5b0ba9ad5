package io.tagalong.sidecar.deliver;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * The platform's TLS as it would be where {@code jdk.tls.disabledAlgorithms} was emptied: by
 * default it offers old versions, too. No test can empty that property for one client alone.
 */
final class OldTls extends SSLContextSpi {

  private final SSLContext platform;

  private OldTls(SSLContext platform) {
    this.platform = platform;
  }

  static SSLContext context() throws GeneralSecurityException {
    SSLContext platform = SSLContext.getDefault();
    return new SSLContext(new OldTls(platform), platform.getProvider(), platform.getProtocol()) {};
  }

  @Override
  protected SSLParameters engineGetDefaultSSLParameters() {
    SSLParameters parameters = platform.getDefaultSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"});
    return parameters;
  }

  @Override
  protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {}

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return platform.getSocketFactory();
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    return platform.getServerSocketFactory();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return platform.createSSLEngine();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    return platform.createSSLEngine(host, port);
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return platform.getServerSessionContext();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return platform.getClientSessionContext();
  }
}
