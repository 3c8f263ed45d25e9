package io.streamcat.spring.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.spring.internal.DatabaseSettings;
import io.streamcat.spring.internal.StreamCatProperties.Storage;
import io.streamcat.spring.internal.StreamCatProperties.StreamKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;

/** Tests of encryption keys in the environment variables of a process. */
class EncryptionKeyEnvironmentTest {

  private static final String CONTEXT = "context";
  private static final String PREFIX = "STREAMCAT_JDBC_STREAMKEYS_";
  private static final byte[] OLD = new byte[32];
  private static final byte[] NEW =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The process: decrypts its argument and prints it, encrypted with the current key. */
  static final class Reencryption {

    private Reencryption() {}

    public static void main(String[] args) {
      StandardEnvironment environment = new StandardEnvironment();
      ConfigurationPropertySources.attach(environment);
      StreamKeys properties =
          Binder.get(environment).bind("streamcat.jdbc.stream-keys", StreamKeys.class).get();
      StreamKeyStorage storage = DatabaseSettings.streamKeys(properties);
      System.out.println(storage.encrypt(storage.decrypt(args[0], CONTEXT), CONTEXT));
    }
  }

  @Test
  void keys_fromEnvironmentVariables_haveTheDocumentedIds() throws Exception {
    String earlier = storage("2025-12", OLD).encrypt("secret", CONTEXT);

    String printed =
        run(
            earlier,
            Map.of(
                PREFIX + "STORAGE",
                "encrypted",
                PREFIX + "CURRENTKEY",
                "key-2026",
                PREFIX + "KEYS_KEY_2026",
                Base64.getEncoder().encodeToString(NEW),
                PREFIX + "KEYS_2025_12",
                Base64.getEncoder().encodeToString(OLD)));

    assertThat(printed).startsWith("aes:key-2026:");
    assertThat(storage("key-2026", NEW).decrypt(printed, CONTEXT)).isEqualTo("secret");
  }

  private static StreamKeyStorage storage(String id, byte[] key) {
    return DatabaseSettings.streamKeys(
        new StreamKeys(Storage.ENCRYPTED, id, Map.of(id, Base64.getEncoder().encodeToString(key))));
  }

  private static String run(String argument, Map<String, String> variables) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Reencryption.class.getName(),
            argument);
    builder.environment().putAll(variables);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output.lines().reduce((first, last) -> last).orElseThrow();
  }
}
