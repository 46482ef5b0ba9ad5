package io.tagalong.sidecar.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {
  private final Path folder;

  SocketFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void removesFileThatADeadProcessLeft() throws Exception {
    server().close();
    assertTrue(Files.exists(path()));

    SocketFile.makeFree(path());

    assertFalse(Files.exists(path()));
  }

  @Test
  void refusesPathWhereAServerListens() throws Exception {
    ServerSocketChannel alive = server();

    assertRefused("another process");
    alive.close();
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void tellsLivingDatagramSocketFromADeadOne() throws Exception {
    Epoll.ensureAvailability();
    Socket alive = Socket.newSocketDomainDgram();
    alive.bind(new DomainSocketAddress(path().toString()));

    assertRefused("another process");
    alive.close();
    SocketFile.makeFree(path());

    assertFalse(Files.exists(path()));
  }

  @Test
  void refusesPathOfAnyOtherFile() throws Exception {
    Files.writeString(path(), "precious");

    assertRefused("not a socket");
    assertEquals("precious", Files.readString(path()));
  }

  @Test
  void refusesPathOfALink() throws Exception {
    server().close();
    Path link = Files.createSymbolicLink(folder.resolve("link"), path());

    assertThrows(BindFailedException.class, () -> SocketFile.makeFree(link));
  }

  @Test
  void refusesPathWhenItsFolderIsMissing() {
    Path missing = folder.resolve("missing").resolve("dsd.socket");

    BindFailedException failure =
        assertThrows(BindFailedException.class, () -> SocketFile.makeFree(missing));

    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains(missing + ": its folder does not exist"), message);
  }

  @Test
  void removesItsOwnFileButNotASuccessors() throws Exception {
    server().close();
    SocketFile first = SocketFile.bound(path());
    Files.move(path(), folder.resolve("kept so that its inode is not used again"));
    server().close();
    SocketFile second = SocketFile.bound(path());

    first.remove();
    assertTrue(Files.exists(path()));
    second.remove();
    second.remove();

    assertFalse(Files.exists(path()));
  }

  private void assertRefused(String why) {
    BindFailedException failure =
        assertThrows(BindFailedException.class, () -> SocketFile.makeFree(path()));

    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains(path() + ": ") && message.contains(why), message);
    assertTrue(message.contains("choose another path"), message);
    assertTrue(Files.exists(path()));
  }

  private ServerSocketChannel server() throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path()));
  }

  private Path path() {
    return folder.resolve("dsd.socket");
  }
}
