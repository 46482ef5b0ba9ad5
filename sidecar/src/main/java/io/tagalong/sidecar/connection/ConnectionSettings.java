package io.tagalong.sidecar.connection;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where connections are kept, and who may manage them.
 *
 * @param folder of the file with everything that outlives a restart
 * @param backfillFolder the only one that files of past requests are read from
 */
public record ConnectionSettings(Path folder, AdminAccess access, Optional<Path> backfillFolder) {}
