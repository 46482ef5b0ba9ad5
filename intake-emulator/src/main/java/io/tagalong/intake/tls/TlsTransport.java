package io.tagalong.intake.tls;

import io.tagalong.intake.fault.FaultScript;
import io.tagalong.intake.net.Transport;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

/** TLS as its profile wants it, unless the fault script lets a handshake fail. */
public final class TlsTransport implements Transport {
  private final TlsProfile profile;
  private final FaultScript faults;
  private final SSLContext context;

  public TlsTransport(TlsProfile profile, Credentials credentials, FaultScript faults)
      throws IOException {
    this.profile = profile;
    this.faults = faults;
    this.context = credentials.serverContext();
  }

  @Override
  public Socket wrap(Socket socket) throws IOException {
    if (faults.nextHandshakeFails()) {
      new BareHandshake(socket).refuse();
      throw new SSLHandshakeException("failed as the script wants it");
    }
    if (profile == TlsProfile.TLS_1_1) {
      new BareHandshake(socket).answerWithTls11();
      throw new SSLHandshakeException("TLS 1.1 goes no further than its first answer");
    }
    SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
    secured.setNeedClientAuth(profile == TlsProfile.CLIENT_CERTIFICATE);
    secured.startHandshake();
    return secured;
  }
}
