package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

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
            "AWS::Logs::LogGroup", "Retain");

    kept.forEach(
        (type, policy) ->
            templates
                .storage()
                .allResources(
                    type, Map.of("DeletionPolicy", policy, "UpdateReplacePolicy", policy)));
    assertThat(templates.storageStack().getTerminationProtection()).isTrue();
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
        .hasSize(3)
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
          "AWS::EC2::VPCEndpoint",
          "AWS::IVS::RecordingConfiguration",
          "AWS::IVSChat::LoggingConfiguration",
          "AWS::Lambda::Function",
          "AWS::SQS::Queue",
          "AWS::KMS::Key"
        }) {
      assertThat(templates.resources(type))
          .as(type)
          .isNotEmpty()
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
                        Map.of("Ref", templates.resource("AWS::S3::Bucket", "Recordings").id())))));
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
