package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of retention, backups and ownership. */
class RetentionTest {

  private final Templates templates = Templates.synthesised();

  @Test
  void data_deletedStack_isRetained() {
    Map<String, String> kept =
        Map.of(
            "AWS::RDS::DBInstance", "Snapshot",
            "AWS::SecretsManager::Secret", "Retain",
            "AWS::S3::Bucket", "Retain",
            // Channels and rooms use them, and AWS rejects their deletion.
            "AWS::IVS::RecordingConfiguration", "Retain",
            "AWS::IVSChat::LoggingConfiguration", "Retain");

    kept.forEach(
        (type, policy) ->
            templates
                .storage()
                .allResources(
                    type, Map.of("DeletionPolicy", policy, "UpdateReplacePolicy", policy)));
    assertThat(templates.resource("AWS::Logs::LogGroup", "ChatLog").json().at("/DeletionPolicy"))
        .hasToString("\"Retain\"");
  }

  @Test
  void stacks_protected_areUnprotectedByTheNameOfTheEnvironment() {
    assertThat(templates.storageStack().getTerminationProtection()).isTrue();
    assertThat(templates.backendStack().getTerminationProtection()).isTrue();
    Templates unprotected = Templates.restored();
    assertThat(unprotected.storageStack().getTerminationProtection()).isFalse();
    assertThat(unprotected.backendStack().getTerminationProtection()).isFalse();
    unprotected
        .storage()
        .hasResourceProperties("AWS::RDS::DBInstance", Map.of("DeletionProtection", false));
  }

  /** Otherwise the stack could not be created again while they exist. */
  @Test
  void retainedResources_names_areFreeForANewStack() {
    for (Resource resource : templates.resources()) {
      if (resource.json().path("DeletionPolicy").asText().equals("Retain")) {
        assertThat(resource.at("/BucketName").isMissingNode()).isTrue();
        JsonNode log = resource.at("/LogGroupName");
        assertThat(log.isMissingNode() || log.toString().contains("AWS::StackId"))
            .as(resource.id())
            .isTrue();
      }
    }
    assertThat(
            Resource.text(templates.resource("AWS::Logs::LogGroup", "ChatLog").at("/LogGroupName")))
        .startsWith("/aws/vendedlogs/ivschat/streamcat-production-");
  }

  @Test
  void database_snapshot_isRestoredWithThePasswordOfTheSecret() {
    Resource instance = Templates.restored().resource("AWS::RDS::DBInstance", "Database");

    assertThat(instance.at("/DBSnapshotIdentifier").asText()).isEqualTo("rds:streamcat-2026-11-28");
    assertThat(Resource.text(instance.at("/MasterUserPassword"))).contains("secretsmanager");
    for (String inherited : new String[] {"DBName", "MasterUsername", "StorageEncrypted"}) {
      assertThat(instance.at("/" + inherited).isMissingNode()).as(inherited).isTrue();
    }
    assertThat(instance.id())
        .isEqualTo(templates.resource("AWS::RDS::DBInstance", "Database").id());
  }

  /** CloudFormation rejects a change of a value that another stack imports. */
  @Test
  void restore_backendImportsTheDatabase_isDestroyedFirst() throws IOException {
    assertThat(templates.backend().toJSON().toString())
        .contains("Fn::ImportValue=streamcat-production-storage:ExportsOutputFnGetAttDatabaseIn");
    String page = Files.readString(Path.of("..", "..", "docs", "how-to", "replace-the-stacks.md"));
    assertThat(page.substring(page.indexOf("## Restore the database")))
        .containsSubsequence(
            "unprotect=production", "cdk destroy Backend", "`database-snapshot`", "deploy --all");
  }

  @Test
  void recordings_lifetime_isThatOfTheSettings() {
    assertThat(
            templates
                .resource("AWS::S3::Bucket", "RecordingsBucket")
                .json()
                .findValuesAsText("ExpirationInDays"))
        .containsExactly("365");
  }

  @Test
  void database_deletion_isProtectedAndBackedUp() {
    templates
        .storage()
        .hasResourceProperties(
            "AWS::RDS::DBInstance", Map.of("DeletionProtection", true, "BackupRetentionPeriod", 7));
  }

  @Test
  void logs_retention_isLimited() {
    assertThat(templates.resources("AWS::Logs::LogGroup"))
        .hasSize(7)
        .extracting(log -> log.at("/RetentionInDays").asInt())
        .containsOnly(30, 90);
  }

  @Test
  void billableResources_all_areTagged() {
    for (String type :
        new String[] {
          "AWS::RDS::DBInstance",
          "AWS::S3::Bucket",
          "AWS::CloudFront::Distribution",
          "AWS::EC2::VPC",
          "AWS::IVS::RecordingConfiguration",
          "AWS::IVSChat::LoggingConfiguration",
          "AWS::Lambda::Function",
          "AWS::SQS::Queue",
          "AWS::KMS::Key"
        }) {
      assertThat(templates.resources(type))
          .as(type)
          .isNotEmpty()
          .filteredOn(resource -> !resource.isOfCdk())
          .allSatisfy(
              resource ->
                  assertThat(resource.at("/Tags").toString())
                      .contains("{\"Key\":\"project\",\"Value\":\"streamcat\"}")
                      .contains("{\"Key\":\"environment\",\"Value\":\"production\"}"));
    }
  }

  @Test
  void recordingsAndChat_logged_goToBucketAndLog() {
    templates
        .storage()
        .hasResourceProperties(
            "AWS::IVS::RecordingConfiguration",
            Map.of(
                "DestinationConfiguration",
                Map.of(
                    "S3",
                    Map.of(
                        "BucketName",
                        Map.of(
                            "Ref",
                            templates.resource("AWS::S3::Bucket", "RecordingsBucket").id())))));
    templates
        .storage()
        .hasResourceProperties(
            "AWS::IVSChat::LoggingConfiguration",
            Map.of(
                "DestinationConfiguration",
                Map.of(
                    "CloudWatchLogs",
                    Map.of(
                        "LogGroupName",
                        Map.of(
                            "Ref", templates.resource("AWS::Logs::LogGroup", "ChatLog").id())))));
  }
}
