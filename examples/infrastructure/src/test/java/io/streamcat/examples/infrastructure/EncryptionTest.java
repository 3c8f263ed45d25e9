package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;

/** Tests of encryption at rest and in transit. */
@Guarantee("EXAMPLE-10")
class EncryptionTest {

  private final Templates templates = Templates.synthesised();

  @Test
  void database_storage_isEncryptedAndRequiresTls() {
    templates
        .storage()
        .hasResourceProperties("AWS::RDS::DBInstance", Map.of("StorageEncrypted", true));
    templates
        .storage()
        .hasResourceProperties(
            "AWS::RDS::DBParameterGroup", Map.of("Parameters", Map.of("rds.force_ssl", "1")));
    assertThat(databaseUrl())
        .startsWith("jdbc:postgresql://")
        .endsWith("?sslmode=verify-full&sslrootcert=/var/task/rds-ca.pem");
  }

  private String databaseUrl() {
    return Resource.text(
        templates
            .resource("AWS::Lambda::Function", "EventsFunction")
            .at("/Environment/Variables/STREAMCAT_JDBC_URL"));
  }

  @Test
  void password_generated_isOnlyInSecret() {
    templates
        .storage()
        .hasResourceProperties(
            "AWS::SecretsManager::Secret",
            Map.of(
                "GenerateSecretString",
                Match.objectLike(
                    Map.of(
                        "GenerateStringKey", "password",
                        "SecretStringTemplate", "{\"username\":\"streamcat\"}"))));
    assertThat(templates.resources())
        .filteredOn(resource -> resource.json().toString().contains("resolve:secretsmanager"))
        .extracting(Resource::type)
        .containsExactly("AWS::RDS::DBInstance");
    assertThat(
            Resource.text(
                templates.resource("AWS::RDS::DBInstance", "Database").at("/MasterUserPassword")))
        .startsWith("{{resolve:secretsmanager:");
  }

  @Test
  void bucket_storage_isEncrypted() {
    templates
        .storage()
        .allResourcesProperties(
            "AWS::S3::Bucket",
            Map.of(
                "BucketEncryption",
                Map.of(
                    "ServerSideEncryptionConfiguration",
                    List.of(
                        Map.of(
                            "ServerSideEncryptionByDefault", Map.of("SSEAlgorithm", "AES256"))))));
  }

  @Test
  void queues_storage_areEncrypted() {
    templates
        .backend()
        .allResourcesProperties("AWS::SQS::Queue", Map.of("SqsManagedSseEnabled", true));
  }

  @Test
  void topic_storage_isEncryptedWithRotatedKey() {
    templates
        .backend()
        .allResourcesProperties("AWS::SNS::Topic", Map.of("KmsMasterKeyId", Match.anyValue()));
    templates.backend().allResourcesProperties("AWS::KMS::Key", Map.of("EnableKeyRotation", true));
  }

  @Test
  void bucketQueuesAndTopic_withoutTls_denyAccess() {
    for (var policyOf :
        Map.of(
                "AWS::S3::Bucket", "AWS::S3::BucketPolicy",
                "AWS::SQS::Queue", "AWS::SQS::QueuePolicy",
                "AWS::SNS::Topic", "AWS::SNS::TopicPolicy")
            .entrySet()) {
      assertThat(
              templates.resources(policyOf.getValue()).stream()
                  .filter(
                      policy ->
                          policy.statements().stream()
                              .anyMatch(Resource.Statement::deniesPlainText)))
          .as(policyOf.getKey())
          .isNotEmpty()
          .hasSameSizeAs(templates.resources(policyOf.getKey()));
    }
  }
}
