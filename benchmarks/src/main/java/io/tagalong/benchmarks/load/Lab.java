package io.tagalong.benchmarks.load;

import io.tagalong.benchmarks.machine.Program;
import io.tagalong.benchmarks.machine.Tools;
import io.tagalong.benchmarks.machine.UnusableMachineException;
import io.tagalong.benchmarks.payload.Payload;
import io.tagalong.benchmarks.payload.PayloadSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the measuring happens: a folder for what is built and written, and two cores, one for the
 * server under test and one for everything else.
 */
final class Lab {
  /** The server's core; its JIT and garbage collector have to share it. */
  static final int SERVER_CORE = 1;

  /** The core of the sender, the intake and the runner. */
  static final int SENDER_CORE = 0;

  private final Path folder;
  private final Optional<Path> peers;
  private final Path control;
  private final List<String> sender;
  private final Map<PayloadSpec, Payload> payloads = new HashMap<>();

  /**
   * @param folder may be filled and is deleted by the caller
   * @param peers the folder with npm's packages, where they were asked for
   */
  Lab(Path folder, Optional<Path> peers) throws IOException, InterruptedException {
    this.folder = folder;
    this.peers = peers;
    this.control = folder.resolve("control");
    Tools.require("taskset", "install util-linux");
    if (Tools.has("gcc")) {
      Path sources = root().resolve("benchmarks/src/main/c");
      Tools.compile(sources.resolve("control.c"), folder);
      sender = List.of(Tools.compile(sources.resolve("sender.c"), folder).toString());
    } else {
      sender = List.of(java(), "-cp", ownJar(), JavaSender.class.getName());
    }
  }

  /** The source tree, with its jars built. */
  static Path root() {
    return Path.of(System.getProperty("tagalong.root", "")).toAbsolutePath();
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static String ownJar() {
    return System.getProperty("java.class.path");
  }

  /** What the figures of this lab were made with. */
  String sender() {
    return sender.size() == 1 ? "C, segmentation offload" : "portable Java, lower rates";
  }

  Path folder() {
    return folder;
  }

  Path jar(String path) {
    return existing(root().resolve(path), "build it: ./tagalong bench does");
  }

  Path control() {
    return existing(control, "the control needs gcc (apt-get install gcc libc6-dev)");
  }

  Path peer(String path) {
    Path modules =
        peers.orElseThrow(
            () -> new UnusableMachineException("peers are not installed; add --peers"));
    return existing(modules.resolve("node_modules").resolve(path), "npm did not install it");
  }

  private static Path existing(Path file, String cure) {
    if (!Files.exists(file)) {
      throw new UnusableMachineException(file.getFileName() + " is missing: " + cure);
    }
    return file;
  }

  /** The payload of a specification, built once. */
  Payload payload(PayloadSpec spec) throws IOException {
    Payload known = payloads.get(spec);
    if (known == null) {
      known = Payload.write(spec, folder);
      payloads.put(spec, known);
    }
    return known;
  }

  /** Starts a sender; it prints {@code sent N} for each payload and ends. */
  Program startSender(int port, Load load) throws IOException {
    List<String> command = new ArrayList<>(sender);
    command.addAll(
        List.of(
            "udp",
            Integer.toString(port),
            Double.toString(load.rate()),
            Double.toString(load.seconds()),
            Long.toString(load.count())));
    load.payloads().forEach(payload -> command.add(payload.file().toString()));
    return Program.start("sender", SENDER_CORE, Map.of(), command, folder);
  }
}
