package io.streamcat.emulator.internal.state;

import io.streamcat.emulator.internal.resource.Changes;
import io.streamcat.emulator.internal.resource.Changes.Change;
import io.streamcat.emulator.internal.resource.Journal;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.State;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
  private static final System.Logger LOGGER = System.getLogger(StateFile.class.getName());

  /**
   * The size of changes that is always allowed, in bytes, so that a small state is not rewritten
   * often.
   */
  private static final long MIN_LONG_BYTES = 8L << 20;

  private final Path file;
  private final StateFileLock lock;
  private final Origin origin;
  private final State found;
  private @Nullable RandomAccessFile out;

  /** The length of the changes from which the file is rewritten. */
  private long longBytes;

  private long stateEnd;
  private long end;

  /** True after a failed append, when the file may end with a part of a line. */
  private boolean failed;

  /** True after closing, when another emulator may own the file. */
  private boolean closed;

  private StateFile(Path file, StateFileLock lock, Origin origin, State found) {
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
    StateFileLock lock = null;
    try {
      lock = StateFileLock.take(path);
      StateFile opened = read(lock.file(), lock, origin);
      opened.replace(opened.found);
      return opened;
    } catch (StateException e) {
      throw rejected(new UncheckedIOException(about(path, e.getMessage()), e), lock);
    } catch (IOException e) {
      throw rejected(new UncheckedIOException(about(path, "cannot be read: " + e), e), lock);
    } catch (UncheckedIOException e) {
      throw rejected(e, lock);
    }
  }

  private static UncheckedIOException rejected(
      UncheckedIOException refusal, @Nullable StateFileLock lock) {
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

  private static StateFile read(Path file, StateFileLock lock, Origin origin) throws IOException {
    byte[] bytes = lock.read();
    if (bytes.length == 0) {
      return new StateFile(file, lock, origin, State.EMPTY);
    }
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
    byte[] line = StateLines.changes(changes);
    RandomAccessFile target = Objects.requireNonNull(out);
    try {
      if (failed) {
        target.setLength(end);
      }
      target.seek(end);
      target.write(line);
      end += line.length;
      failed = false;
    } catch (IOException e) {
      failed = true;
      throw failed(e);
    }
  }

  @Override
  public boolean isLong() {
    return end - stateEnd > longBytes;
  }

  @Override
  public void replace(State state) {
    requireOpen();
    Path next = file.resolveSibling(file.getFileName() + ".new");
    // If this fails, changes are appended for a while before the next attempt.
    longBytes = end - stateEnd + MIN_LONG_BYTES;
    RandomAccessFile target = null;
    try {
      target = new RandomAccessFile(next.toFile(), "rw");
      target.setLength(0);
      write(state, target);
      lock.add(target.getChannel());
      long length = target.length();
      move(next, file);
      RandomAccessFile old = out;
      out = target;
      stateEnd = length;
      end = length;
      longBytes = Math.max(MIN_LONG_BYTES, 2 * length);
      failed = false;
      close(old);
    } catch (IOException e) {
      throw discarded(next, target, failed(e));
    }
  }

  private static void move(Path next, Path file) throws IOException {
    try {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException(
          "it cannot be replaced; if it is mounted, mount its directory instead: " + e, e);
    }
  }

  /** Closes a file that is not needed any longer. */
  private static void close(@Nullable RandomAccessFile old) {
    try {
      if (old != null) {
        old.close();
      }
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "Old state file not closed", e);
    }
  }

  private static UncheckedIOException discarded(
      Path next, @Nullable RandomAccessFile target, UncheckedIOException failure) {
    close(target);
    try {
      Files.deleteIfExists(next);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private void write(State state, RandomAccessFile target) throws IOException {
    OutputStream lines = new BufferedOutputStream(Channels.newOutputStream(target.getChannel()));
    lines.write(StateLines.header(origin));
    for (Resource resource : state.resources()) {
      lines.write(
          StateLines.changes(new Changes("state", List.of(new Change(resource, false)), Map.of())));
    }
    lines.write(StateLines.changes(new Changes("state", List.of(), state.numbers())));
    // Closing the stream would close the file.
    lines.flush();
    target.getFD().sync();
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
