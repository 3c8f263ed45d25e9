package io.streamcat.emulator.internal.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive use of a state file, whatever path or link leads to it. A separate file is locked,
 * because the state file is replaced from time to time, and the state file itself, because the
 * separate one can be deleted or have another name. Not thread safe.
 */
final class StateFileLock implements AutoCloseable {
  private static final int MAX_LINKS = 40;

  private final Path file;
  private final FileChannel separate;

  /** The file as it was found, or null if there was none. It stays open because of its lock. */
  private final @Nullable FileChannel found;

  private StateFileLock(Path file, FileChannel separate, @Nullable FileChannel found) {
    this.file = file;
    this.separate = separate;
    this.found = found;
  }

  /**
   * Locks a file, which need not exist.
   *
   * @throws StateException if the path cannot be that of a state file, or the file is in use
   */
  static StateFileLock take(Path path) throws IOException {
    Path file = realPath(path);
    FileChannel separate =
        open(
            file.resolveSibling(file.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      FileChannel found =
          Files.exists(file) ? open(file, StandardOpenOption.READ, StandardOpenOption.WRITE) : null;
      return new StateFileLock(file, separate, found);
    } catch (IOException e) {
      separate.close();
      throw e;
    }
  }

  private static FileChannel open(Path path, StandardOpenOption... options) throws IOException {
    FileChannel channel = FileChannel.open(path, options);
    try {
      lock(channel);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Another emulator of this process holds the lock; the error is the same as for another
      // process.
    }
    throw new StateException("is in use by another emulator");
  }

  private static Path realPath(Path path) throws IOException {
    Path file = path.toAbsolutePath();
    for (int links = 0; links < MAX_LINKS && Files.isSymbolicLink(file); links++) {
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    Path directory = file.getParent();
    Path name = file.getFileName();
    if (directory == null
        || name == null
        || !Files.isDirectory(directory)
        || Files.isDirectory(file)) {
      throw new StateException("must be a file in a directory that exists");
    }
    return directory.toRealPath().resolve(name);
  }

  /** Returns the path of the file without links. */
  Path file() {
    return file;
  }

  /**
   * Reads the file as it was found; empty if there was none. The file must not be opened once more,
   * because closing it again would release its lock.
   */
  byte[] read() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (found != null) {
      Channels.newInputStream(found).transferTo(bytes);
    }
    return bytes.toByteArray();
  }

  /** Locks a file that replaces the current one, until its channel is closed. */
  void add(FileChannel next) throws IOException {
    lock(next);
  }

  @Override
  public void close() throws IOException {
    try (separate;
        found) {
      // Closing a channel releases its lock.
    }
  }
}
