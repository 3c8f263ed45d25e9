package io.streamcat.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Encryption keys in AWS Secrets Manager, as an application would implement them. */
final class SecretsManagerKeys implements EncryptionKeys {

  private static final String PREFIX = "streamcat/encryption-keys/";

  private final SecretsManagerClient secrets;
  private final String currentId;
  private final Map<String, byte[]> fetched = new ConcurrentHashMap<>();

  SecretsManagerKeys(SecretsManagerClient secrets, String currentId) {
    this.secrets = secrets;
    this.currentId = currentId;
  }

  static void create(SecretsManagerClient secrets, String id, byte[] key) {
    secrets.createSecret(r -> r.name(PREFIX + id).secretBinary(SdkBytes.fromByteArray(key)));
  }

  static void delete(SecretsManagerClient secrets, String id) {
    secrets.deleteSecret(r -> r.secretId(PREFIX + id).forceDeleteWithoutRecovery(true));
  }

  @Override
  public String currentId() {
    return currentId;
  }

  @Override
  public byte @Nullable [] key(String id) {
    try {
      return fetched.computeIfAbsent(
          id,
          key ->
              secrets.getSecretValue(r -> r.secretId(PREFIX + key)).secretBinary().asByteArray());
    } catch (ResourceNotFoundException e) {
      return null;
    }
  }
}
