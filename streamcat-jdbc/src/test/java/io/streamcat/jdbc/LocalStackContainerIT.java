package io.streamcat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.repository.SampleRecords;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import java.security.SecureRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * PostgreSQL and AWS Secrets Manager, which has the encryption keys, in containers. Skipped without
 * Docker.
 */
class LocalStackContainerIT {

  private static final TestDatabase DATABASE =
      TestDatabase.of(new PostgreSQLContainer("postgres:17"));

  @BeforeAll
  static void requireDocker() {
    Assumptions.assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(), "Docker is not there");
  }

  private static LocalStackContainer localStack() {
    LocalStackContainer localStack =
        new LocalStackContainer("localstack/localstack:4.4").withServices("secretsmanager");
    localStack.start();
    return localStack;
  }

  private static SecretsManagerClient secrets(LocalStackContainer localStack) {
    return SecretsManagerClient.builder()
        .endpointOverride(localStack.getEndpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  private static JdbcUserRepository repository(SecretsManagerClient secrets, String currentKey) {
    return JdbcUserRepository.builder(DATABASE.dataSource())
        .streamKeys(StreamKeyStorage.encrypted(new SecretsManagerKeys(secrets, currentKey)))
        .build();
  }

  @Test
  void encryptionKey_inSecretsManager_decryptsUntilItIsReplaced() {
    DATABASE.empty();
    byte[] key = new byte[32];
    UserId id = UserId.of("1");
    UserRecord todd = SampleRecords.complete("1", "todd");
    try (LocalStackContainer localStack = localStack();
        SecretsManagerClient secrets = secrets(localStack)) {
      new SecureRandom().nextBytes(key);
      SecretsManagerKeys.create(secrets, "first", key);
      repository(secrets, "first").insert(todd);

      new SecureRandom().nextBytes(key);
      SecretsManagerKeys.create(secrets, "second", key);
      JdbcUserRepository replaced = repository(secrets, "second");
      assertThat(replaced.findById(id)).contains(todd);
      assertThat(replaced.reencryptStreamKeys()).isEqualTo(1);
      SecretsManagerKeys.delete(secrets, "first");

      assertThat(repository(secrets, "second").findById(id)).contains(todd);
    }
  }
}
