package io.streamcat.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The configuration file: sections with the name of a profile, and a value of an option a line. */
final class ConfigFile {

  private final @Nullable Path path;
  private final Map<String, Map<String, String>> sections;

  private ConfigFile(@Nullable Path path, Map<String, Map<String, String>> sections) {
    this.path = path;
    this.sections = sections;
  }

  static ConfigFile none() {
    return new ConfigFile(null, Map.of());
  }

  /**
   * Reads a file.
   *
   * @param path the file
   * @param required whether the file must exist
   */
  static ConfigFile read(Path path, boolean required) {
    List<String> lines;
    try {
      lines = Files.readAllLines(path);
    } catch (NoSuchFileException e) {
      if (required) {
        throw new UsageException(path + ": no such file (--config).", e);
      }
      return none();
    } catch (IOException e) {
      throw new UsageException(path + ": cannot be read (" + e + ").", e);
    }
    Map<String, Map<String, String>> sections = new HashMap<>();
    String section = Defaults.DEFAULT_PROFILE;
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        section = line.substring(1, line.length() - 1).strip();
        sections.putIfAbsent(section, new HashMap<>());
        continue;
      }
      int equals = line.indexOf('=');
      String key = line.substring(0, Math.max(equals, 0)).strip();
      if (!Defaults.KEYS.contains(key)) {
        // The line is not quoted, because it may contain a password.
        throw new UsageException(
            path
                + ": line "
                + number
                + " is neither [profile] nor OPTION = VALUE with one of the options "
                + String.join(", ", Defaults.KEYS)
                + ".",
            null);
      }
      sections
          .computeIfAbsent(section, name -> new HashMap<>())
          .put(key, line.substring(equals + 1).strip());
    }
    requirePrivate(path, sections);
    return new ConfigFile(path, sections);
  }

  /** Rejects a password that other users of the machine can read. */
  private static void requirePrivate(Path path, Map<String, Map<String, String>> sections) {
    if (sections.values().stream().noneMatch(values -> values.containsKey("db-password"))) {
      return;
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      if (permissions.contains(PosixFilePermission.GROUP_READ)
          || permissions.contains(PosixFilePermission.OTHERS_READ)) {
        throw new UsageException(
            path + ": contains db-password, and other users can read it: run chmod 600.", null);
      }
    } catch (UnsupportedOperationException e) {
      // Windows has other permissions.
    } catch (IOException e) {
      throw new UsageException(path + ": cannot be read (" + e + ").", e);
    }
  }

  /** Returns the values of a section. */
  Map<String, String> section(String name, boolean required) {
    Map<String, String> values = sections.get(name);
    if (values == null && required) {
      List<String> known = new ArrayList<>(sections.keySet());
      known.sort(null);
      throw new UsageException(
          path == null
              ? "No configuration file for profile '" + name + "'. Use --config."
              : path + ": no profile '" + name + "'; it has " + known + ".",
          null);
    }
    return values == null ? Map.of() : values;
  }
}
