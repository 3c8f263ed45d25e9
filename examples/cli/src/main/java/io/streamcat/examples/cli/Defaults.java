package io.streamcat.examples.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The values of options that the command line does not name: from environment variables and a
 * profile of the configuration file.
 */
final class Defaults implements IDefaultValueProvider {

  /** The options that may be set so, without their dashes. */
  static final List<String> KEYS =
      List.of(
          "jdbc-url",
          "db-user",
          "db-password",
          "pool-size",
          "namespace",
          "region",
          "account",
          "endpoint",
          "failure-policy",
          "call-timeout",
          "operation-timeout",
          "consistency-window",
          "grace-period",
          "log-level");

  static final String DEFAULT_PROFILE = "default";

  private final Map<String, String> values;
  private final @Nullable String profile;

  private Defaults(Map<String, String> values, @Nullable String profile) {
    this.values = values;
    this.profile = profile;
  }

  /**
   * Reads the values.
   *
   * @param args the command line, of which only {@code --config} and {@code --profile} are read
   * @param environment the environment variables
   * @throws UsageException if the file or the profile cannot be read, or if a variable differs from
   *     the value of a profile that is named
   */
  static Defaults read(String[] args, Map<String, String> environment) {
    String profile = given("--profile", args, environment.get("STREAMCAT_PROFILE"));
    String file = given("--config", args, environment.get("STREAMCAT_CONFIG"));
    Map<String, String> values = variables(environment);
    Path path = file == null ? standardFile(environment) : Path.of(file);
    ConfigFile config =
        path == null ? ConfigFile.none() : ConfigFile.read(path, file != null || profile != null);
    Map<String, String> section =
        config.section(profile == null ? DEFAULT_PROFILE : profile, profile != null);
    section.forEach(
        (key, value) -> {
          String variable = values.putIfAbsent(key, value);
          if (profile != null && variable != null && !variable.equals(value)) {
            throw new UsageException(
                variable(key)
                    + " is set, and profile '"
                    + profile
                    + "' has another value: unset the variable, or name no profile.",
                null);
          }
        });
    return new Defaults(values, profile);
  }

  private static Map<String, String> variables(Map<String, String> environment) {
    Map<String, String> values = new TreeMap<>();
    for (String key : KEYS) {
      String value = environment.get(variable(key));
      if (value != null && !value.isEmpty()) {
        values.put(key, value);
      }
    }
    return values;
  }

  static String variable(String key) {
    return "STREAMCAT_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static @Nullable Path standardFile(Map<String, String> environment) {
    String folder = environment.get("XDG_CONFIG_HOME");
    String home = environment.get("HOME");
    if (folder == null || folder.isEmpty()) {
      return home == null ? null : Path.of(home, ".config", "streamcat", "config");
    }
    return Path.of(folder, "streamcat", "config");
  }

  /** Returns the last value of an option, which is needed before the others are parsed. */
  private static @Nullable String given(String option, String[] args, @Nullable String variable) {
    String value = variable;
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith(option + "=")) {
        value = args[i].substring(option.length() + 1);
      } else if (args[i].equals(option) && i + 1 < args.length) {
        value = args[i + 1];
      }
    }
    return value;
  }

  /** Returns the name of the profile, or null if none is named. */
  @Nullable String profile() {
    return profile;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    return arg instanceof OptionSpec option
        ? values.get(Objects.requireNonNull(option.longestName()).replaceFirst("^--", ""))
        : null;
  }
}
