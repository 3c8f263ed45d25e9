package io.streamcat.examples.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The source of sign-ups or adoptions: a file, or standard input for the path {@code -}. */
public final class SignUpSource {

  private static final Path STANDARD_INPUT = Path.of("-");

  private SignUpSource() {}

  /** Thrown when a file cannot be read; the message names the file and the reason. */
  public static final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableException(String message, IOException cause) {
      super(message, cause);
    }
  }

  /**
   * Reads all sign-ups.
   *
   * @param users the file, or {@code -}
   * @param in standard input
   * @throws UnreadableException if the file cannot be read
   */
  public static List<Entry> read(Path users, InputStream in) throws UnreadableException {
    return read(users, in, SignUpFile::read);
  }

  /**
   * Reads all adoptions.
   *
   * @param users the file, or {@code -}
   * @param in standard input
   * @throws UnreadableException if the file cannot be read
   */
  public static List<Entry> readAdoptions(Path users, InputStream in) throws UnreadableException {
    return read(users, in, AdoptionFile::read);
  }

  /** A reader of one kind of file. */
  private interface Reader {
    List<Entry> read(InputStream in) throws IOException;
  }

  private static List<Entry> read(Path users, InputStream in, Reader reader)
      throws UnreadableException {
    try {
      return entries(users, in, reader);
    } catch (NoSuchFileException e) {
      throw new UnreadableException("There is no file " + users + ".", e);
    } catch (CharacterCodingException e) {
      throw new UnreadableException(users + " is not text in UTF-8.", e);
    } catch (IOException e) {
      throw new UnreadableException(users + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Entry> entries(Path users, InputStream in, Reader reader) throws IOException {
    if (users.equals(STANDARD_INPUT)) {
      return reader.read(in);
    }
    try (InputStream file = Files.newInputStream(users)) {
      return reader.read(file);
    }
  }
}
