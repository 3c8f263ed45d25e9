package io.streamcat.emulator.internal.state;

import io.streamcat.emulator.internal.resource.Changes;
import io.streamcat.emulator.internal.resource.Changes.Change;
import io.streamcat.emulator.internal.resource.Journal;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.State;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A state file, which begins with the state itself and continues with later changes.
 *
 * <p>A change is handed to the operating system before its caller gets an answer, so that the end
 * of the process loses no answered call. An incomplete last line belongs to an unanswered call. The
 * file is only replaced as a whole, by a new file that is already on the disk. Not thread safe.
 */
public final class StateFile implements Journal {
  /**
   * The size of changes that is always allowed, in bytes, so that a small state is not rewritten
   * often.
   */
  private static final long MIN_LONG_BYTES = 8L << 20;

  private final Path file;
  private final FileChannel lock;
  private final Origin origin;
  private final State found;
  private @Nullable RandomAccessFile out;
  private long stateEnd;
  private long end;

  /** True after a failed append; the file is then incomplete until the whole state is rewritten. */
  private boolean failed;

  /** True after closing, when another emulator may own the file. */
  private boolean closed;

  private StateFile(Path file, FileChannel lock, Origin origin, State found) {
    this.file = file;
    this.lock = lock;
    this.origin = origin;
    this.found = found;
  }

  /**
   * Opens or creates a file exclusively for this process.
   *
   * @param path a file in an existing directory, which need not exist itself
   * @param origin the settings of the state; the seed counts only for a new file
   * @return the open file
   * @throws UncheckedIOException if the file is in use, cannot be read or written, is not a state
   *     file, is damaged, or belongs to another region or account; the file is not changed then
   */
  public static StateFile open(Path path, Origin origin) {
    Path file = path.toAbsolutePath();
    FileChannel lock = null;
    try {
      lock = lock(file);
      StateFile opened = read(file, lock, origin);
      opened.replace(opened.found);
      return opened;
    } catch (StateException e) {
      throw rejected(new UncheckedIOException(about(file, e.getMessage()), e), lock);
    } catch (IOException e) {
      throw rejected(new UncheckedIOException(about(file, "cannot be read: " + e), e), lock);
    } catch (UncheckedIOException e) {
      throw rejected(e, lock);
    }
  }

  private static UncheckedIOException rejected(
      UncheckedIOException refusal, @Nullable FileChannel lock) {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      refusal.addSuppressed(e);
    }
    return refusal;
  }

  private static String about(Path file, @Nullable String message) {
    return "The state file " + file + " " + message;
  }

  /** Locks a separate file, because the state file itself is replaced from time to time. */
  private static FileChannel lock(Path file) throws IOException {
    Path directory = file.getParent();
    if (directory == null || !Files.isDirectory(directory) || Files.isDirectory(file)) {
      throw new StateException("must be a file in a directory that exists");
    }
    FileChannel channel =
        FileChannel.open(
            file.resolveSibling(file.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Another emulator of this process holds the lock; the error is the same as for another
      // process.
    }
    channel.close();
    throw new StateException("is in use by another emulator");
  }

  private static StateFile read(Path file, FileChannel lock, Origin origin) throws IOException {
    if (!Files.exists(file)) {
      return new StateFile(file, lock, origin, State.EMPTY);
    }
    byte[] bytes = Files.readAllBytes(file);
    int start = lineEnd(bytes, 0);
    Origin kept = StateLines.readHeader(Arrays.copyOf(bytes, start));
    if (!kept.region().equals(origin.region()) || !kept.accountId().equals(origin.accountId())) {
      throw new StateException(
          String.format(
              Locale.ROOT,
              "belongs to the region %s and the account %s, not to %s and %s",
              kept.region(),
              kept.accountId(),
              origin.region(),
              origin.accountId()));
    }
    StateBuilder state = new StateBuilder();
    int number = 2;
    // An incomplete last line is left by the end of a process during a write.
    for (int stop = lineEnd(bytes, start); stop > start; stop = lineEnd(bytes, start)) {
      try {
        StateLines.apply(Arrays.copyOfRange(bytes, start, stop), state);
      } catch (StateException e) {
        throw new StateException("is damaged in line " + number);
      }
      start = stop;
      number++;
    }
    return new StateFile(file, lock, kept, state.build());
  }

  /**
   * Returns the end of the line that begins at a position, or that position if the line is
   * incomplete.
   */
  private static int lineEnd(byte[] bytes, int start) {
    for (int i = start; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return start;
  }

  /**
   * Returns the settings that belong to the state.
   *
   * @return the origin, with the seed of the file's creation
   */
  public Origin origin() {
    return origin;
  }

  @Override
  public State found() {
    return found;
  }

  @Override
  public void append(Changes changes) {
    requireOpen();
    if (failed) {
      return;
    }
    byte[] line = StateLines.changes(changes);
    try {
      Objects.requireNonNull(out).seek(end);
      out.write(line);
      end += line.length;
    } catch (IOException e) {
      failed = true;
      throw failed(e);
    }
  }

  @Override
  public boolean isLong() {
    return failed || end - stateEnd > Math.max(MIN_LONG_BYTES, 2 * stateEnd);
  }

  @Override
  public void replace(State state) {
    requireOpen();
    try {
      Path next = file.resolveSibling(file.getFileName() + ".new");
      try (FileOutputStream target = new FileOutputStream(next.toFile());
          OutputStream buffered = new BufferedOutputStream(target)) {
        write(state, buffered);
        buffered.flush();
        target.getFD().sync();
      }
      if (out != null) {
        out.close();
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      out = new RandomAccessFile(file.toFile(), "rw");
      stateEnd = out.length();
      end = stateEnd;
      failed = false;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void write(State state, OutputStream target) throws IOException {
    target.write(StateLines.header(origin));
    for (Resource resource : state.resources()) {
      target.write(
          StateLines.changes(new Changes("state", List.of(new Change(resource, false)), Map.of())));
    }
    target.write(StateLines.changes(new Changes("state", List.of(), state.numbers())));
  }

  private void requireOpen() {
    if (closed) {
      throw failed(new IOException("it is closed"));
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(about(file, "cannot be written: " + e), e);
  }

  @Override
  public void close() {
    closed = true;
    try (lock) {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
