package io.tagalong.sidecar.connection;

import java.nio.file.Path;

/**
 * Where connections are kept, and who may manage them.
 *
 * @param folder of the file with everything that outlives a restart
 */
public record ConnectionSettings(Path folder, AdminAccess access) {}
